package gochat.bench.wire.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import gochat.bench.wire.Client;
import gochat.bench.wire.Connection;
import gochat.bench.wire.Destination;
import gochat.bench.wire.Envelope;
import gochat.bench.wire.RecordingListener;
import gochat.v1.ClientFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketConnectionTest {
  private static final int CONTENT_BYTES = 100;
  private static final int TEXT = 0x81;
  private static final int CLOSE = 0x88;
  private static final int PING = 0x89;

  private static final String POSTED =
      """
      {"event":{"roomId":"lobby","seq":"%d","time":"2026-01-01T00:00:00.123Z",\
      "author":{"id":"id","name":"张三"},"messagePosted":{"clientMessageId":"m","text":"%s"}}}\
      """;

  private final RecordingListener listener = new RecordingListener();
  private final Connection connection =
      new WebSocketProtocol("localhost")
          .connection(new Client("alice", List.of(new Destination.Room("room-id"))), listener);
  private final EmbeddedChannel channel = new EmbeddedChannel(connection);
  private final ByteBuf wire = Unpooled.buffer();

  @AfterEach
  void releaseChannel() {
    channel.finishAndReleaseAll();
  }

  private void response(String status, String body) {
    String response =
        "HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s".formatted(status, body.length(), body);
    wire.writeBytes(response.getBytes(US_ASCII));
  }

  private void opened() {
    response("200 OK", "{\"signedIn\": {\"token\": \"TOKEN\"}}");
    wire.writeBytes(
        "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\n\r\n".getBytes(US_ASCII));
  }

  private void frame(int first, String text) {
    byte[] payload = text.getBytes(UTF_8);
    wire.writeByte(first);
    if (payload.length < 126) {
      wire.writeByte(payload.length);
    } else {
      wire.writeByte(126).writeShort(payload.length);
    }
    wire.writeBytes(payload);
  }

  private void read(int readBytes) {
    while (wire.isReadable()) {
      channel.writeInbound(wire.readBytes(Math.min(readBytes, wire.readableBytes())));
    }
  }

  /// The texts of the client, one for each write.
  private List<String> said() {
    List<String> said = new ArrayList<>();
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      said.add(out.toString(UTF_8));
      out.release();
    }
    return said;
  }

  @ParameterizedTest(name = "reads of {0} bytes")
  @ValueSource(ints = {1, 2, 3, 5, 7, 64, 511, 513, 1000, 1 << 20})
  void textsAreUnderstoodWhereverReadsCutThem(int readBytes) {
    opened();
    frame(TEXT, "{\"reply\":{\"start\":{}}}");
    frame(TEXT, "{\"caughtUp\":{}}");
    frame(TEXT, POSTED.formatted(9, "hi"));
    frame(TEXT, POSTED.formatted(10, "x".repeat(20_000)));
    frame(TEXT, "{\"event\":{\"roomId\":\"lobby\",\"seq\":\"11\",\"memberLeft\":{}}}");
    frame(TEXT, "{\"reply\":{\"id\":\"7\",\"sendMessage\":{\"sent\":{\"seq\":\"12345678901\"}}}}");
    frame(TEXT, "{\"reply\":{\"id\":\"8\",\"sendDirectMessage\":{\"passedOn\":{}}}}");
    frame(TEXT, "{\"privateMessage\":{\"author\":{\"name\":\"bob\"},\"text\":\"psst\"}}");
    frame(TEXT, "{\"heartbeat\":{}}");
    frame(PING, "beat");

    read(readBytes);

    assertThat(listener.events())
        .containsExactly(
            "registered",
            "content hi",
            "content " + "x".repeat(20_000),
            "stored 6 at 12345678901",
            "content psst");
    assertThat(said())
        .satisfiesExactly(
            signIn -> assertThat(signIn).startsWith("POST /v1/sign-in/guest ").contains("alice"),
            upgrade -> assertThat(upgrade).startsWith("GET /v1/connect "),
            start -> assertThat(start).contains("\"token\":\"TOKEN\"", "room-id"),
            pong -> assertThat(pong).endsWith("beat"));
  }

  @Test
  void messagesDifferInIdAndClientMessageId() throws Exception {
    Envelope envelope = connection.envelope(new Destination.Room("lobby"), CONTENT_BYTES);
    List<ClientFrame> frames = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      ByteBuf out = Unpooled.buffer();
      envelope.write(out, 2, 3, 4);
      assertThat(out.readableBytes()).isEqualTo(envelope.bytes());
      ClientFrame.Builder frame = ClientFrame.newBuilder();
      // Behind opcode, length and mask.
      JsonFormat.parser().merge(out.skipBytes(8).toString(UTF_8), frame);
      frames.add(frame.build());
    }

    assertThat(frames).extracting(ClientFrame::getId).containsExactly(1L, 2L);
    assertThat(frames.getFirst().getSendMessage().getText())
        .hasSize(CONTENT_BYTES)
        .doesNotStartWith("-")
        .endsWith("---");
    String id = frames.getFirst().getSendMessage().getClientMessageId();
    assertThat(UUID.fromString(id).version()).isEqualTo(7);
    assertThat(frames.getLast().getSendMessage().getClientMessageId()).isGreaterThan(id);
  }

  @Test
  void aRefusalEndsTheConnection() {
    opened();
    frame(TEXT, "{\"reply\":{\"id\":\"1\",\"sendMessage\":{\"refusal\":{\"sentence\":\"No.\"}}}}");

    read(1000);

    assertThat(listener.events())
        .singleElement()
        .asString()
        .startsWith("lost: refused")
        .contains("No.");
  }

  @Test
  void aGapEndsTheConnection() {
    opened();
    frame(TEXT, "{\"gap\":{\"fromSeq\":\"7\"}}");

    read(1000);

    assertThat(listener.events()).singleElement().asString().startsWith("lost:").contains("7");
  }

  @Test
  void aCloseHasAReason() {
    opened();
    frame(CLOSE, "..going away");

    read(1000);

    assertThat(listener.events())
        .singleElement()
        .asString()
        .isEqualTo("lost: closed: ..going away");
  }

  @Test
  void noTokenEndsTheConnection() {
    response("429 Too Many Requests", "{\"refusal\":{}}");

    read(1000);

    assertThat(listener.events())
        .singleElement()
        .asString()
        .startsWith("lost: sign-in")
        .contains("429");
  }
}

package gochat.bench.wire.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.Gochat.ChatMessage;
import gochat.bench.wire.Destination;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScannerTest {
  private static final List<String> CONTENTS =
      List.of("a", "", "你好！", "x".repeat(127), "y".repeat(128), "z".repeat(20_000), "end");

  /// Records the results of the two scanners.
  private static final class RecordingSink implements FrameScanner.Sink {
    final List<String> contents = new ArrayList<>();
    final List<String> frames = new ArrayList<>();
    int flowBytes;
    final MessageScanner messages =
        new MessageScanner(
            (in, offset, length) -> ChatMessages.findContent(in, offset, length, this::note));

    private void note(ByteBuf in, int offset, int length) {
      contents.add(in.toString(offset, length, UTF_8));
    }

    @Override
    public void onData(ByteBuf in, int offset, int length) {
      messages.scan(in, offset, length);
    }

    @Override
    public void onDataEnd(int flowBytes, boolean endOfStream) {
      this.flowBytes += flowBytes;
      if (endOfStream) {
        frames.add("end");
      }
    }

    @Override
    public void onFrame(byte type, Http2Flags flags, int streamId, ByteBuf payload) {
      frames.add(type + ":" + flags.value() + ":" + streamId + ":" + payload.toString(UTF_8));
    }
  }

  private static byte[] grpcMessages() {
    ByteBuf out = Unpooled.buffer();
    for (String content : CONTENTS) {
      byte[] message =
          ChatMessage.newBuilder().setUsername("张三").setContent(content).build().toByteArray();
      out.writeByte(0).writeInt(message.length).writeBytes(message);
    }
    byte[] bytes = new byte[out.readableBytes()];
    out.readBytes(bytes);
    return bytes;
  }

  private static void frame(ByteBuf out, byte type, int flags, int streamId, byte[] payload) {
    out.writeMedium(payload.length).writeByte(type).writeByte(flags).writeInt(streamId);
    out.writeBytes(payload);
  }

  private static byte[] padded(byte[] data, int padding) {
    byte[] payload = new byte[1 + data.length + padding];
    payload[0] = (byte) padding;
    System.arraycopy(data, 0, payload, 1, data.length);
    return payload;
  }

  private static void scanInPieces(FrameScanner scanner, ByteBuf in, int pieceBytes) {
    while (in.isReadable()) {
      scanner.scan(in.readSlice(Math.min(pieceBytes, in.readableBytes())));
    }
  }

  @ParameterizedTest(name = "reads of {0} bytes")
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 10, 13, 64, 1000, 16_384, 1 << 20})
  void messagesAreFoundWhereverFramesAndReadsCutThem(int readBytes) {
    byte[] messages = grpcMessages();
    for (int dataBytes : new int[] {1, 2, 4, 5, 6, 11, 100, 131, 16_000, 1 << 16}) {
      ByteBuf wire = Unpooled.buffer();
      frame(wire, Http2FrameTypes.SETTINGS, 0, 0, new byte[0]);
      frame(wire, Http2FrameTypes.HEADERS, Http2Flags.END_HEADERS, 1, "block".getBytes(UTF_8));
      Random random = new Random(dataBytes);
      int flowBytes = 0;
      int pings = 0;
      for (int at = 0; at < messages.length; ) {
        int piece = Math.min(dataBytes, messages.length - at);
        byte[] data = Arrays.copyOfRange(messages, at, at + piece);
        boolean pad = random.nextInt(4) == 0;
        byte[] payload = pad ? padded(data, random.nextInt(256)) : data;
        frame(wire, Http2FrameTypes.DATA, pad ? Http2Flags.PADDED : 0, 1, payload);
        flowBytes += payload.length;
        if (random.nextInt(4) == 0) {
          frame(wire, Http2FrameTypes.DATA, 0, 1, new byte[0]);
          frame(wire, Http2FrameTypes.PING, 0, 0, "12345678".getBytes(UTF_8));
          pings++;
        }
        at += piece;
      }
      frame(wire, Http2FrameTypes.DATA, Http2Flags.END_STREAM, 1, new byte[0]);

      RecordingSink sink = new RecordingSink();
      scanInPieces(new FrameScanner(sink), wire, readBytes);

      assertThat(sink.contents).as("frames of %d bytes", dataBytes).isEqualTo(CONTENTS);
      assertThat(sink.flowBytes).isEqualTo(flowBytes);
      assertThat(sink.frames).startsWith("4:0:0:", "1:4:1:block").endsWith("end");
      assertThat(sink.frames.subList(2, sink.frames.size() - 1))
          .hasSize(pings)
          .allMatch("6:0:0:12345678"::equals);
    }
  }

  @Test
  void ourOwnMessagesAreTheSameAsProtobufs() throws Exception {
    byte[] bytes = ChatMessages.message("alice", new Destination.User("bob"), 300);

    ChatMessage message = ChatMessage.parseFrom(Arrays.copyOfRange(bytes, 5, bytes.length));

    assertThat(message.getUsername()).isEqualTo("alice");
    assertThat(message.getTargetname()).isEqualTo("bob");
    assertThat(message.getContent()).isEqualTo("-".repeat(300));
  }

  @Test
  void invalidMessagesAreRefused() {
    MessageScanner scanner =
        new MessageScanner(
            (in, offset, length) -> ChatMessages.findContent(in, offset, length, (_, _, _) -> {}));
    ByteBuf compressed = Unpooled.wrappedBuffer(new byte[] {1, 0, 0, 0, 0});
    ByteBuf tooLong = Unpooled.wrappedBuffer(new byte[] {0, 127, 0, 0, 0});
    ByteBuf fieldPastTheEnd = Unpooled.wrappedBuffer(new byte[] {0, 0, 0, 0, 2, 26, 9});

    for (ByteBuf wrong : List.of(compressed, tooLong, fieldPastTheEnd)) {
      assertThatThrownBy(() -> scanner.scan(wrong, 0, wrong.readableBytes()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected");
    }
  }
}

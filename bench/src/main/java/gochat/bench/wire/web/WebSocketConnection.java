package gochat.bench.wire.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.bench.wire.ApiEnvelope;
import gochat.bench.wire.ApiRequests;
import gochat.bench.wire.Audience;
import gochat.bench.wire.Client;
import gochat.bench.wire.Envelope;
import gochat.bench.wire.MessageIds;
import gochat.bench.wire.PacketConnection;
import io.netty.buffer.ByteBuf;
import java.util.regex.Matcher;

/// A guest of the v1 API over a WebSocket; it signs in over the same connection first.
final class WebSocketConnection extends PacketConnection {
  private static final int TEXT = 0x81;
  private static final int CLOSE = 0x88;
  private static final int PING = 0x89;
  private static final int PONG = 0x8A;

  private enum Stage {
    SIGNING_IN,
    UPGRADING,
    OPEN
  }

  private final String authority;
  private final Client client;
  private final MessageIds messageIds;
  private final ServerTexts texts;
  private Stage stage = Stage.SIGNING_IN;
  private String token = "";
  private int requests;

  WebSocketConnection(String authority, Client client, MessageIds messageIds, Listener listener) {
    super(listener);
    this.authority = authority;
    this.client = client;
    this.messageIds = messageIds;
    texts = new ServerTexts(listener);
  }

  @Override
  protected void writeOpening(ByteBuf out) {
    out.writeBytes(ClientTexts.signIn(authority, client.name()));
  }

  @Override
  public Envelope envelope(Audience audience, int contentBytes) {
    byte[] text = ClientTexts.text(ApiRequests.send(audience, contentBytes));
    return new ApiEnvelope(
        text, ClientTexts.idOffset(text), ClientTexts::writeId, messageIds, () -> ++requests);
  }

  @Override
  protected int packet(ByteBuf in, int offset, int end) {
    return stage == Stage.OPEN ? frame(in, offset, end) : response(in, offset, end);
  }

  private int response(ByteBuf in, int offset, int end) {
    String read = in.toString(offset, end - offset, ISO_8859_1);
    int bytes = ClientTexts.responseBytes(read);
    if (bytes == 0) {
      return 0;
    }
    onResponse(read.substring(0, bytes));
    return bytes;
  }

  private void onResponse(String response) {
    switch (stage) {
      case SIGNING_IN -> {
        Matcher found = ClientTexts.TOKEN.matcher(response);
        if (!found.find()) {
          lose("sign-in refused: " + response);
          return;
        }
        token = found.group(1);
        stage = Stage.UPGRADING;
        say(ClientTexts.upgrade(authority));
      }
      case UPGRADING -> {
        if (!response.startsWith("HTTP/1.1 101 ")) {
          lose("no WebSocket: " + response);
          return;
        }
        stage = Stage.OPEN;
        say(ClientTexts.text(ApiRequests.start(token, client.follows())));
      }
      case OPEN -> throw new IllegalStateException("a response on a WebSocket");
    }
  }

  private void say(byte[] bytes) {
    write(buffer(bytes.length).writeBytes(bytes));
  }

  private int frame(ByteBuf in, int offset, int end) {
    int payload = offset + 2;
    if (payload > end) {
      return 0;
    }
    int length = in.getByte(offset + 1);
    // More than 64 KiB is in no frame that we ask for.
    if (length == 126) {
      payload += 2;
      if (payload > end) {
        return 0;
      }
      length = in.getUnsignedShort(offset + 2);
    }
    if (length > end - payload) {
      return 0;
    }
    switch (in.getUnsignedByte(offset)) {
      case TEXT -> {
        if (!texts.understands(in, payload, length)) {
          lose("refused: " + in.toString(payload, length, UTF_8));
        }
      }
      case PING -> say(ClientTexts.pong(in.slice(payload, length)));
      case PONG -> {}
      case CLOSE -> lose("closed: " + in.toString(payload, length, UTF_8));
      default -> lose("a frame that begins with " + in.getUnsignedByte(offset));
    }
    return payload + length - offset;
  }
}

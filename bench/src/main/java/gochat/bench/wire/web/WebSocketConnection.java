package gochat.bench.wire.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.bench.wire.ApiEnvelope;
import gochat.bench.wire.ApiRequests;
import gochat.bench.wire.Client;
import gochat.bench.wire.Destination;
import gochat.bench.wire.Envelope;
import gochat.bench.wire.MessageIds;
import io.netty.buffer.ByteBuf;

/// Sends and receives over a WebSocket.
final class WebSocketConnection extends SignedInConnection {
  private static final int TEXT = 0x81;
  private static final int CLOSE = 0x88;
  private static final int PING = 0x89;
  private static final int PONG = 0x8A;

  private final MessageIds messageIds;
  private final ServerTexts texts;
  private int requests;

  WebSocketConnection(String authority, Client client, MessageIds messageIds, Listener listener) {
    super(authority, client, listener);
    this.messageIds = messageIds;
    texts = new ServerTexts(listener);
  }

  @Override
  public Envelope envelope(Destination destination, int contentBytes) {
    byte[] text = ClientTexts.text(ApiRequests.send(destination, contentBytes));
    return new ApiEnvelope(
        text, ClientTexts.idOffset(text), ClientTexts::writeId, messageIds, () -> ++requests);
  }

  @Override
  protected byte[] openingRequest(String token) {
    return ClientTexts.upgrade(authority);
  }

  @Override
  protected String openingStatus() {
    return "HTTP/1.1 101 ";
  }

  @Override
  protected void opened(String token) {
    say(ClientTexts.text(ApiRequests.start(token, client.follows())));
  }

  /// A frame: RFC 6455, section 5.2.
  @Override
  protected int streamPacket(ByteBuf in, int offset, int end) {
    int payload = offset + 2;
    if (payload > end) {
      return 0;
    }
    int length = in.getByte(offset + 1);
    // No requested frame has more than 64 KiB.
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

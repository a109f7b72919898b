package gochat.bench.wire.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.bench.wire.Client;
import gochat.bench.wire.Destination;
import gochat.bench.wire.Envelope;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// Receives server-sent events.
final class EventConnection extends SignedInConnection {
  /// The first letter of the line with an event's id, which comes before the data.
  private static final byte ID = 'i';

  private static final byte[] DATA = "data: ".getBytes(US_ASCII);

  private final ServerTexts texts;

  /// The received part of an event in several chunks.
  private final ByteBuf partial = Unpooled.buffer(0);

  EventConnection(String authority, Client client, Listener listener) {
    super(authority, client, listener);
    texts = new ServerTexts(listener);
  }

  @Override
  public Envelope envelope(Destination destination, int contentBytes) {
    throw new UnsupportedOperationException("a connection for events cannot send");
  }

  @Override
  protected byte[] openingRequest(String token) {
    return ClientTexts.events(authority, token, client.follows());
  }

  @Override
  protected String openingStatus() {
    return "HTTP/1.1 200 ";
  }

  /// A chunk: RFC 9112, section 7.1.
  @Override
  protected int streamPacket(ByteBuf in, int offset, int end) {
    int sizeEnd = in.indexOf(offset, end, (byte) '\n');
    if (sizeEnd < 0) {
      return 0;
    }
    int size = 0;
    for (int at = offset; in.getByte(at) != '\r'; at++) {
      size = 16 * size + Character.digit(in.getByte(at), 16);
    }
    int data = sizeEnd + 1;
    if (data + size + 2 > end) {
      return 0;
    }
    if (size == 0) {
      lose("the events ended");
    } else if (partial.isReadable()) {
      partial.writeBytes(in, data, size);
      partial.skipBytes(events(partial, partial.readerIndex(), partial.writerIndex()));
      partial.discardReadBytes();
    } else {
      int read = events(in, data, data + size);
      partial.clear().writeBytes(in, data + read, size - read);
    }
    return data + size + 2 - offset;
  }

  /// @return the bytes of the complete events
  private int events(ByteBuf in, int offset, int end) {
    int at = offset;
    for (int line = in.indexOf(at, end, (byte) '\n');
        line >= 0 && line + 1 < end;
        line = in.indexOf(at, end, (byte) '\n')) {
      if (in.getByte(at) == ID) {
        at = line + 1;
        continue;
      }
      int text = at + DATA.length;
      if (!texts.understands(in, text, line - text)) {
        lose("refused: " + in.toString(text, line - text, UTF_8));
      }
      // An event ends with an empty line.
      at = line + 2;
    }
    return at - offset;
  }
}

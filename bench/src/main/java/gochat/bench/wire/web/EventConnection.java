package gochat.bench.wire.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.bench.wire.Audience;
import gochat.bench.wire.Client;
import gochat.bench.wire.Envelope;
import gochat.bench.wire.PacketConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.regex.Matcher;

/// A guest of the v1 API that listens to server-sent events; it signs in over the same connection
/// first.
final class EventConnection extends PacketConnection {
  private static final byte[] DATA = "data: ".getBytes(US_ASCII);

  private enum Stage {
    SIGNING_IN,
    OPENING,
    OPEN
  }

  private final String authority;
  private final Client client;
  private final ServerTexts texts;

  /// Of an event that came in more than one chunk.
  private final ByteBuf partial = Unpooled.buffer(0);

  private Stage stage = Stage.SIGNING_IN;

  EventConnection(String authority, Client client, Listener listener) {
    super(listener);
    this.authority = authority;
    this.client = client;
    texts = new ServerTexts(listener);
  }

  @Override
  protected void writeOpening(ByteBuf out) {
    out.writeBytes(ClientTexts.signIn(authority, client.name()));
  }

  @Override
  public Envelope envelope(Audience audience, int contentBytes) {
    throw new UnsupportedOperationException("events are only listened to");
  }

  @Override
  protected int packet(ByteBuf in, int offset, int end) {
    return stage == Stage.OPEN ? chunk(in, offset, end) : response(in, offset, end);
  }

  private int response(ByteBuf in, int offset, int end) {
    String read = in.toString(offset, end - offset, ISO_8859_1);
    int bytes = ClientTexts.responseBytes(read);
    if (bytes == 0) {
      return 0;
    }
    String response = read.substring(0, bytes);
    switch (stage) {
      case SIGNING_IN -> {
        Matcher token = ClientTexts.TOKEN.matcher(response);
        if (token.find()) {
          stage = Stage.OPENING;
          byte[] request = ClientTexts.events(authority, token.group(1), client.follows());
          write(buffer(request.length).writeBytes(request));
        } else {
          lose("sign-in refused: " + response);
        }
      }
      case OPENING -> {
        stage = Stage.OPEN;
        if (!response.startsWith("HTTP/1.1 200 ")) {
          lose("no events: " + response);
        }
      }
      case OPEN -> throw new IllegalStateException("a response among events");
    }
    return bytes;
  }

  /// RFC 9112, section 7.1.
  private int chunk(ByteBuf in, int offset, int end) {
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

  /// @return the bytes of those events that are whole
  private int events(ByteBuf in, int offset, int end) {
    int at = offset;
    for (int line = in.indexOf(at, end, (byte) '\n');
        line >= 0 && line + 1 < end;
        line = in.indexOf(at, end, (byte) '\n')) {
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

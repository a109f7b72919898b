package gochat.bench.wire.broker;

import gochat.bench.wire.Client;
import gochat.bench.wire.Connection;
import gochat.bench.wire.Destination;
import gochat.bench.wire.Envelope;
import gochat.bench.wire.Protocol;
import io.netty.buffer.ByteBuf;
import java.util.List;

/// Redis: a channel for each room and each user. A subscriber can't publish (RESP2).
///
/// <https://redis.io/docs/latest/develop/reference/protocol-spec/>
public final class RedisProtocol implements Protocol {
  @Override
  public Connection connection(Client client, Connection.Listener listener) {
    return new Redis(client.follows(), listener);
  }

  @Override
  public SenderReceives senderReceives() {
    return SenderReceives.NOTHING;
  }

  private static final class Redis extends LineConnection {
    private final List<Destination> follows;
    private int confirmed;

    Redis(List<Destination> follows, Listener listener) {
      super(listener);
      this.follows = follows;
    }

    @Override
    protected void writeOpening(ByteBuf out) {
      if (follows.isEmpty()) {
        writeText(out, "*1\r\n$4\r\nPING\r\n");
      }
      for (Destination followed : follows) {
        writeText(out, "*2\r\n$9\r\nSUBSCRIBE\r\n" + bulk(channel(followed)));
      }
    }

    private static String channel(Destination destination) {
      return switch (destination) {
        case Destination.Room(var name) -> "room:" + name;
        case Destination.User(var name) -> "user:" + name;
      };
    }

    private static String bulk(String value) {
      return "$" + value.length() + "\r\n" + value + "\r\n";
    }

    @Override
    public Envelope envelope(Destination destination, int contentBytes) {
      String before = "*3\r\n$7\r\nPUBLISH\r\n" + bulk(channel(destination));
      return textEnvelope(before + "$" + contentBytes + "\r\n", contentBytes, "\r\n");
    }

    @Override
    protected int line(ByteBuf in, int offset, int lineEnd, int end) {
      switch (in.getByte(offset)) {
        case '*' -> {
          return push(in, offset, lineEnd + 2, end);
        }
        case '+' -> listener().onRegistered();
        case '-' -> lose(text(in, offset, lineEnd));
        // The number of receivers of a published message.
        case ':' -> {}
        default -> throw new IllegalArgumentException("RESP: " + text(in, offset, lineEnd));
      }
      return lineEnd + 2 - offset;
    }

    /// An array of three: `message`, the channel and the content; or `subscribe`, the channel and a
    /// count.
    private int push(ByteBuf in, int offset, int kindOffset, int end) {
      int kindEnd = lineEnd(in, kindOffset, end);
      int channelOffset = kindEnd < 0 ? -1 : bulkEnd(in, kindOffset, kindEnd);
      int channelEnd = channelOffset < 0 ? -1 : lineEnd(in, channelOffset, end);
      int lastOffset = channelEnd < 0 ? -1 : bulkEnd(in, channelOffset, channelEnd);
      int lastEnd = lastOffset < 0 ? -1 : lineEnd(in, lastOffset, end);
      if (lastEnd < 0) {
        return 0;
      }
      if (in.getByte(lastOffset) == ':') {
        if (++confirmed == follows.size()) {
          listener().onRegistered();
        }
        return lastEnd + 2 - offset;
      }
      int packetEnd = bulkEnd(in, lastOffset, lastEnd);
      if (packetEnd > end) {
        return 0;
      }
      listener().onContent(in, lastEnd + 2, packetEnd - 2 - (lastEnd + 2));
      return packetEnd - offset;
    }

    /// The end of a bulk string, its CR LF included.
    private static int bulkEnd(ByteBuf in, int offset, int lineEnd) {
      if (in.getByte(offset) != '$') {
        throw new IllegalArgumentException("RESP: " + text(in, offset, lineEnd));
      }
      return lineEnd + 2 + numberBefore(in, lineEnd) + 2;
    }
  }
}

package gochat.bench.wire.broker;

import gochat.bench.wire.Client;
import gochat.bench.wire.Connection;
import gochat.bench.wire.Destination;
import gochat.bench.wire.Envelope;
import gochat.bench.wire.Protocol;
import io.netty.buffer.ByteBuf;

/// NATS: a subject for each room and each user, with the server's echo turned off.
///
/// <https://docs.nats.io/reference/reference-protocols/nats-protocol>
public final class NatsProtocol implements Protocol {
  @Override
  public Connection connection(Client client, Connection.Listener listener) {
    return new Nats(client, listener);
  }

  @Override
  public boolean greetsBeforeTls() {
    return true;
  }

  private static final class Nats extends LineConnection {
    private final Client client;

    Nats(Client client, Listener listener) {
      super(listener);
      this.client = client;
    }

    @Override
    protected void writeOpening(ByteBuf out) {
      writeText(
          out,
          "CONNECT {\"verbose\":false,\"pedantic\":false,\"echo\":false,\"protocol\":1,"
              + "\"lang\":\"java\",\"version\":\"0\"}\r\n");
      for (int i = 0; i < client.follows().size(); i++) {
        writeText(out, "SUB " + subject(client.follows().get(i)) + " " + (i + 1) + "\r\n");
      }
      // The answer shows that the server has handled all earlier commands.
      writeText(out, "PING\r\n");
    }

    private static String subject(Destination destination) {
      return switch (destination) {
        case Destination.Room(var name) -> "room." + name;
        case Destination.User(var name) -> "user." + name;
      };
    }

    @Override
    public Envelope envelope(Destination destination, int contentBytes) {
      return textEnvelope(
          "PUB " + subject(destination) + " " + contentBytes + "\r\n", contentBytes, "\r\n");
    }

    @Override
    protected int line(ByteBuf in, int offset, int lineEnd, int end) {
      int bytes = lineEnd + 2 - offset;
      switch (in.getByte(offset)) {
        // MSG <subject> <sid> <bytes>, then as many bytes and a line end.
        case 'M' -> {
          int contentBytes = numberBefore(in, lineEnd);
          int all = bytes + contentBytes + 2;
          if (all > end - offset) {
            return 0;
          }
          listener().onContent(in, lineEnd + 2, contentBytes);
          return all;
        }
        case 'P' -> {
          if (in.getByte(offset + 1) == 'I') {
            writeText("PONG\r\n");
          } else {
            listener().onRegistered();
          }
        }
        case '-' -> lose(text(in, offset, lineEnd));
        // INFO and +OK
        default -> {}
      }
      return bytes;
    }
  }
}

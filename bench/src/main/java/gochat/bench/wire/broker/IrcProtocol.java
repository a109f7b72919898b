package gochat.bench.wire.broker;

import gochat.bench.wire.Client;
import gochat.bench.wire.Connection;
import gochat.bench.wire.Destination;
import gochat.bench.wire.Envelope;
import gochat.bench.wire.Protocol;
import io.netty.buffer.ByteBuf;
import java.util.List;

/// IRC: a channel for each room, and each user by nickname. A client does not receive its own
/// messages.
///
/// RFC 2812 with the numerics of current servers.
public final class IrcProtocol implements Protocol {
  // A line may have 512 bytes; the sender's mask, the command and the channel precede the
  // content.
  private static final int CONTENT_BYTES_MAX = 400;

  @Override
  public Connection connection(Client client, Connection.Listener listener) {
    return new Irc(client, listener);
  }

  private static final class Irc extends LineConnection {
    private static final int WELCOME = 1;
    private static final int END_OF_NAMES = 366;
    private static final int ERRORS = 400;
    private static final int NO_MESSAGE_OF_THE_DAY = 422;
    private static final int NO_NUMERIC = -1;

    private final String name;
    private final List<String> channels;
    private int joined;

    Irc(Client client, Listener listener) {
      super(listener);
      name = client.name();
      channels =
          client.follows().stream()
              .filter(Destination.Room.class::isInstance)
              .map(Irc::recipient)
              .toList();
    }

    private static String recipient(Destination destination) {
      return switch (destination) {
        case Destination.Room(var name) -> "#" + name;
        case Destination.User(var name) -> name;
      };
    }

    @Override
    protected void writeOpening(ByteBuf out) {
      writeText(out, "NICK " + name + "\r\nUSER bench 0 * :bench\r\n");
    }

    @Override
    public Envelope envelope(Destination destination, int contentBytes) {
      if (contentBytes > CONTENT_BYTES_MAX) {
        throw new IllegalArgumentException(
            "--size: %d (expected: at most %d, for IRC's lines of 512 bytes)"
                .formatted(contentBytes, CONTENT_BYTES_MAX));
      }
      return textEnvelope("PRIVMSG " + recipient(destination) + " :", contentBytes, "\r\n");
    }

    @Override
    protected int line(ByteBuf in, int offset, int lineEnd, int end) {
      int command = offset;
      if (in.getByte(offset) == ':') {
        command = in.indexOf(offset, lineEnd, (byte) ' ') + 1;
      }
      switch (in.getByte(command)) {
        case 'P' -> onPrivmsgOrPing(in, command, lineEnd);
        case 'E' -> lose(text(in, command, lineEnd));
        default -> onNumeric(in, command, lineEnd);
      }
      return lineEnd + 2 - offset;
    }

    private void onPrivmsgOrPing(ByteBuf in, int command, int lineEnd) {
      if (in.getByte(command + 1) == 'R') {
        int recipient = command + "PRIVMSG ".length();
        int content = in.indexOf(recipient, lineEnd, (byte) ' ') + " :".length();
        listener().onContent(in, content, lineEnd - content);
      } else if (in.getByte(command + 1) == 'I') {
        writeText("PONG" + text(in, command + "PING".length(), lineEnd) + "\r\n");
      }
    }

    private void onNumeric(ByteBuf in, int command, int lineEnd) {
      int numeric = numeric(in, command);
      if (numeric == WELCOME) {
        if (channels.isEmpty()) {
          listener().onRegistered();
        } else {
          writeText("JOIN " + String.join(",", channels) + "\r\n");
        }
      } else if (numeric == END_OF_NAMES && ++joined == channels.size()) {
        listener().onRegistered();
      } else if (numeric >= ERRORS && numeric != NO_MESSAGE_OF_THE_DAY) {
        lose(text(in, command, lineEnd));
      }
    }

    private static int numeric(ByteBuf in, int offset) {
      int value = 0;
      for (int i = 0; i < 3; i++) {
        int digit = in.getByte(offset + i) - '0';
        if (digit < 0 || digit > 9) {
          return NO_NUMERIC;
        }
        value = value * 10 + digit;
      }
      return value;
    }
  }
}

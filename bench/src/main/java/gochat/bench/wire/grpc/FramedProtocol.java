package gochat.bench.wire.grpc;

import gochat.bench.wire.Audience;
import gochat.bench.wire.Client;
import gochat.bench.wire.Connection;
import gochat.bench.wire.Envelope;
import gochat.bench.wire.Protocol;
import gochat.bench.wire.Template;
import io.netty.buffer.ByteBuf;

/// The messages of the seed contract, each with gRPC's length prefix, straight on TCP: what is left
/// of the contract without HTTP/2. Everybody hears all others.
public final class FramedProtocol implements Protocol {
  @Override
  public Connection connection(Client client, Connection.Listener listener) {
    return new Framed(client.name(), listener);
  }

  @Override
  public boolean confirmsRegistration() {
    return false;
  }

  private static final class Framed extends Connection {
    private final String name;
    private final MessageScanner messages;

    Framed(String name, Listener listener) {
      super(listener);
      this.name = name;
      messages =
          new MessageScanner(
              (in, offset, length) -> ChatMessages.findContent(in, offset, length, listener));
    }

    @Override
    protected void writeOpening(ByteBuf out) {
      out.writeBytes(ChatMessages.registration(name));
    }

    @Override
    public Envelope envelope(Audience audience, int contentBytes) {
      byte[] message = ChatMessages.message(name, audience, contentBytes);
      return new Template(message, message.length - contentBytes);
    }

    @Override
    protected void scan(ByteBuf in) {
      messages.scan(in, in.readerIndex(), in.readableBytes());
    }
  }
}

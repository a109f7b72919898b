package gochat.bench.wire.grpc;

import gochat.bench.wire.Client;
import gochat.bench.wire.Connection;
import gochat.bench.wire.Destination;
import gochat.bench.wire.Envelope;
import gochat.bench.wire.Protocol;
import gochat.bench.wire.Template;
import io.netty.buffer.ByteBuf;

/// The messages of the first contract, each with gRPC's length prefix, on TCP without HTTP/2. Each
/// client receives the messages of all others.
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
    public Envelope envelope(Destination destination, int contentBytes) {
      byte[] message = ChatMessages.message(name, destination, contentBytes);
      return new Template(message, message.length - contentBytes);
    }

    @Override
    protected void scan(ByteBuf in) {
      messages.scan(in, in.readerIndex(), in.readableBytes());
    }
  }
}

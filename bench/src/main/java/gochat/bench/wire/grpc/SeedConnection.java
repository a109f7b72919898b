package gochat.bench.wire.grpc;

import gochat.bench.wire.Destination;
import gochat.bench.wire.Envelope;
import gochat.bench.wire.Template;
import io.netty.buffer.ByteBuf;

/// A stream of the first contract.
final class SeedConnection extends GrpcConnection {
  private final String name;

  SeedConnection(byte[] opening, String name, Listener listener) {
    super(opening, frame(ChatMessages.registration(name)), listener);
    this.name = name;
  }

  @Override
  public Envelope envelope(Destination destination, int contentBytes) {
    byte[] frame = frame(ChatMessages.message(name, destination, contentBytes));
    return new Template(frame, frame.length - contentBytes);
  }

  private static byte[] frame(byte[] message) {
    return ClientFrames.data(ClientFrames.FIRST_STREAM_ID, message);
  }

  @Override
  protected void onMessage(ByteBuf in, int offset, int length) {
    ChatMessages.findContent(in, offset, length, listener());
  }
}

package gochat.bench.wire;

import io.netty.buffer.ByteBuf;

/// The messages of one sender to one audience: alike but for what tells them apart.
public interface Envelope {
  /// What each message takes on the wire, TLS apart.
  int bytes();

  /// Writes the message with this [Stamp] at the start of its content.
  void write(ByteBuf out, int sender, int sequence, long timeNs);
}

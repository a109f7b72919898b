package gochat.bench.wire;

import io.netty.buffer.ByteBuf;

/// Writes the messages of one sender to one destination, which differ in few bytes only.
public interface Envelope {
  /// The bytes of a message on the wire, without TLS.
  int bytes();

  /// Writes the message with this [Stamp] at the start of its content.
  void write(ByteBuf out, int sender, int sequence, long timeNs);
}

package gochat.bench;

import io.netty.buffer.ByteBuf;

/// One who sends: as many messages as it is allowed, as soon as the connection takes them.
final class Sender {
  private final Load load;
  private final Member member;
  private final int index;
  private final byte[] frame;
  private final int stampOffset;

  // How many receivers a message on its way has reached, at its sequence modulo the length.
  private final int[] reached;
  private int audience;

  private int allowed;
  private int sent;

  /// @param inFlightMax the most messages on their way that are followed
  Sender(Load load, Member member, int index, byte[] frame, int contentBytes, int inFlightMax) {
    this.load = load;
    this.member = member;
    this.index = index;
    this.frame = frame;
    stampOffset = frame.length - contentBytes;
    reached = new int[Integer.highestOneBit(Math.max(1, inFlightMax)) << 1];
  }

  int index() {
    return index;
  }

  int sent() {
    return sent;
  }

  /// @param audience how many receivers a message must reach to be done
  void open(int audience, int inFlight) {
    this.audience = audience;
    allow(inFlight);
  }

  void allow(int messages) {
    allowed += messages;
  }

  /// A message of this sender has reached one more of its audience.
  ///
  /// @return whether it has reached all
  boolean reached(int sequence) {
    int slot = sequence & (reached.length - 1);
    if (++reached[slot] < audience) {
      return false;
    }
    reached[slot] = 0;
    return true;
  }

  void pump() {
    int count = Math.min(allowed - sent, member.connection().sendable(frame));
    if (count <= 0 || load.stopped()) {
      return;
    }
    ByteBuf out = member.connection().buffer(count * frame.length);
    for (int i = 0; i < count; i++) {
      int start = out.writerIndex();
      out.writeBytes(frame);
      Stamp.write(out, start + stampOffset, index, sent, load.sendTimeNs(index, sent));
      sent++;
    }
    member.connection().send(out, count * ClientFrames.flowBytes(frame));
  }
}

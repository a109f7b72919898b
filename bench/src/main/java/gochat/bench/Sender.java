package gochat.bench;

import gochat.bench.wire.Connection;
import gochat.bench.wire.Envelope;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// Sends the allowed number of messages as soon as the connection takes them.
final class Sender {
  private final Load load;
  private final Member member;
  private final int index;
  private final Envelope envelope;

  // The number of receivers that a message in flight has reached, at its sequence modulo the
  // length.
  private final int[] reached;
  private int receiverCount;

  private final @Nullable SendReplies replies;
  private int allowed;
  private int sent;
  private boolean isHeld;

  /// @param member its connection carries the messages
  /// @param inFlightMax the most messages in flight that are tracked
  /// @param replies to its messages, if it needs them
  Sender(
      Load load,
      Member member,
      int index,
      Envelope envelope,
      int inFlightMax,
      @Nullable SendReplies replies) {
    this.load = load;
    this.member = member;
    this.index = index;
    this.envelope = envelope;
    this.replies = replies;
    reached = new int[Integer.highestOneBit(Math.max(1, inFlightMax)) << 1];
  }

  int index() {
    return index;
  }

  int sent() {
    return sent;
  }

  /// Sets the number of receivers that a message must reach to be done.
  void receiverCount(int receivers) {
    receiverCount = receivers;
  }

  void allow(int messages) {
    allowed += messages;
  }

  /// A message of this sender has reached one more receiver.
  ///
  /// @return whether it has reached all
  boolean reached(int sequence) {
    int slot = sequence & (reached.length - 1);
    if (++reached[slot] < receiverCount) {
      return false;
    }
    reached[slot] = 0;
    return true;
  }

  /// The server has confirmed that a message of this sender is stored.
  ///
  /// @return the time at which it was sent, or [SendReplies#UNEXPECTED]
  long answered(int message, long position) {
    return replies == null ? SendReplies.UNEXPECTED : replies.answered(message, position);
  }

  int unanswered() {
    return replies == null ? 0 : replies.missing();
  }

  long repliesReordered() {
    return replies == null ? 0 : replies.reordered();
  }

  void pump() {
    if (load.stopped() || isHeld) {
      return;
    }
    int wanted = allowed - sent;
    if (replies != null) {
      wanted = Math.min(wanted, replies.free());
    }
    int count = wanted == 0 ? 0 : Math.min(wanted, member.connection().sendable(envelope));
    if (count > 0) {
      send(count);
    }
    if (count < wanted) {
      isHeld = true;
      member.hold(this);
    }
  }

  /// The connection takes more.
  void resume() {
    isHeld = false;
    pump();
  }

  private void send(int count) {
    Connection connection = member.connection();
    ByteBuf out = connection.buffer(count * envelope.bytes());
    for (int i = 0; i < count; i++) {
      long timeNs = load.sendTimeNs(index, sent);
      envelope.write(out, index, sent, timeNs);
      if (replies != null) {
        replies.sent(timeNs);
      }
      sent++;
    }
    connection.send(out, envelope, count);
  }
}

package gochat.bench;

import gochat.bench.wire.Connection;
import gochat.bench.wire.Envelope;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// One who sends: as many messages as it is allowed, as soon as the connection takes them.
final class Sender {
  private final Load load;
  private final Member member;
  private final int index;
  private final Envelope envelope;

  // How many receivers a message on its way has reached, at its sequence modulo the length.
  private final int[] reached;
  private int audience;

  private final @Nullable Answers answers;
  private int allowed;
  private int sent;
  private boolean isHeld;

  /// @param member by whose connection it sends
  /// @param inFlightMax the most messages on their way that are followed
  /// @param answers to its messages, if it needs them
  Sender(
      Load load,
      Member member,
      int index,
      Envelope envelope,
      int inFlightMax,
      @Nullable Answers answers) {
    this.load = load;
    this.member = member;
    this.index = index;
    this.envelope = envelope;
    this.answers = answers;
    reached = new int[Integer.highestOneBit(Math.max(1, inFlightMax)) << 1];
  }

  int index() {
    return index;
  }

  int sent() {
    return sent;
  }

  /// Sets how many receivers a message must reach to be done.
  void audience(int receivers) {
    audience = receivers;
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

  /// A message of this sender is stored, as the server says.
  ///
  /// @return when it was sent, or [Answers#UNASKED]
  long answered(int message, long position) {
    return answers == null ? Answers.UNASKED : answers.answered(message, position);
  }

  int unanswered() {
    return answers == null ? 0 : answers.missing();
  }

  long answersReordered() {
    return answers == null ? 0 : answers.reordered();
  }

  void pump() {
    if (load.stopped() || isHeld) {
      return;
    }
    int wanted = allowed - sent;
    if (answers != null) {
      wanted = Math.min(wanted, answers.free());
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
      if (answers != null) {
        answers.sent(timeNs);
      }
      sent++;
    }
    connection.send(out, envelope, count);
  }
}

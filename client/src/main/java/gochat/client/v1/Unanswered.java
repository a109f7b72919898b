package gochat.client.v1;

import gochat.v1.ClientFrame;
import gochat.v1.Reply;
import io.grpc.Status;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// A request whose answer has not come yet. Confined to the client's loop once it has come there.
abstract class Unanswered {
  /// When a request may be made again whose answer was lost with a connection.
  enum Repeat {
    NEVER,
    /// Done twice it does the same as done once.
    ALWAYS,
    /// The same for users with an account: what others say in private is not stored, so nobody
    /// would notice that it is said again.
    WITH_ACCOUNT;

    private boolean holdsFor(boolean hasAccount) {
      return switch (this) {
        case NEVER -> false;
        case ALWAYS -> true;
        case WITH_ACCOUNT -> hasAccount;
      };
    }
  }

  private final ClientFrame frame;
  private final Repeat repeat;
  private final long giveUpMs;
  private final int bytes;
  private boolean wasHandedOver;
  private boolean isRepeatable;
  private @Nullable Future<?> timer;

  /// @param giveUpMs until the answer must have come
  Unanswered(ClientFrame frame, Repeat repeat, long giveUpMs) {
    this.frame = frame;
    this.repeat = repeat;
    this.giveUpMs = giveUpMs;
    this.bytes = frame.getSerializedSize();
  }

  /// @return false when the answer leaves open what was done, and it is to be asked again
  abstract boolean answer(Reply reply);

  /// There will be no answer.
  abstract void fail(Status.Code code, String sentence);

  ClientFrame frame() {
    return frame;
  }

  long giveUpMs() {
    return giveUpMs;
  }

  int bytes() {
    return bytes;
  }

  /// It goes to a connection of a user with or without an account.
  void handOver(boolean hasAccount) {
    wasHandedOver = true;
    isRepeatable = repeat.holdsFor(hasAccount);
  }

  /// Whether the server may have got it.
  boolean wasHandedOver() {
    return wasHandedOver;
  }

  /// Whether it may be handed over once more.
  boolean isRepeatable() {
    return isRepeatable;
  }

  void timeWith(Future<?> newTimer) {
    timer = newTimer;
  }

  void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}

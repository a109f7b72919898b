package gochat.client.v1;

import gochat.v1.ClientFrame;
import gochat.v1.Reply;
import io.grpc.Status;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// A request without an answer. Confined to the client's loop after its arrival there.
abstract class PendingRequest {
  /// Whether a request may be repeated after its answer was lost with a connection.
  enum Repeat {
    NEVER,
    /// The request is idempotent.
    ALWAYS,
    /// The request is idempotent for users with an account: private messages of guests are not
    /// stored, so the server would not recognise a repetition.
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

  /// @param giveUpMs until the request fails without an answer
  PendingRequest(ClientFrame frame, Repeat repeat, long giveUpMs) {
    this.frame = frame;
    this.repeat = repeat;
    this.giveUpMs = giveUpMs;
    this.bytes = frame.getSerializedSize();
  }

  /// @return false if the outcome is unknown and the request must be repeated
  abstract boolean answer(Reply reply);

  /// Ends the request without an answer.
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

  /// Called when the request is sent over a connection.
  ///
  /// @param hasAccount whether the connection's user has an account
  void handOver(boolean hasAccount) {
    wasHandedOver = true;
    isRepeatable = repeat.holdsFor(hasAccount);
  }

  /// Whether the server may have received it.
  boolean wasHandedOver() {
    return wasHandedOver;
  }

  /// Whether it may be sent again.
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

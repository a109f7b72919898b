package gochat.acme;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// There is no certificate from the authority. The message is one line for people, and says what to
/// do.
final class AcmeFailure extends Exception {
  private final @Nullable Instant retryAfter;

  /// @param retryAfter the time before which the authority refuses every attempt, null for none
  AcmeFailure(String message, @Nullable Instant retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.retryAfter = retryAfter;
  }

  AcmeFailure(String message) {
    this(message, null, null);
  }

  @Nullable Instant retryAfter() {
    return retryAfter;
  }
}

package gochat.web;

import com.linecorp.armeria.common.RequestHeaders;
import gochat.error.Failure;
import gochat.error.Reason;
import java.time.Duration;
import java.util.Optional;

/// The longest duration of a call in the protocol Connect. Stateless.
final class ConnectTimeout {
  private static final String HEADER = "connect-timeout-ms";

  private ConnectTimeout() {}

  static Optional<Duration> of(RequestHeaders headers) {
    String timeout = headers.get(HEADER);
    if (timeout == null) {
      return Optional.empty();
    }
    if (!timeout.matches("[0-9]{1,10}")) {
      throw Failure.of(
          Reason.HEADER_INVALID, HEADER + ": " + timeout + " (expected: 1 to 10 digits)");
    }
    return Optional.of(Duration.ofMillis(Long.parseLong(timeout)));
  }
}

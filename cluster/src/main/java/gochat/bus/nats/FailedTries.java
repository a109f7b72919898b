package gochat.bus.nats;

import gochat.bus.link.UnreachableException;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// Why the tries to connect to each server failed, which jnats tells a listener only. What it tells
/// of a connection that stands, the bus finds out by itself.
final class FailedTries implements ErrorListener {
  private final List<Throwable> reasons = new CopyOnWriteArrayList<>();

  @Override
  public void exceptionOccurred(Connection connection, Exception exception) {
    reasons.add(
        exception instanceof ExecutionException && exception.getCause() != null
            ? exception.getCause()
            : exception);
  }

  /// The failure of all tries.
  ///
  /// @param summary of jnats
  IOException asOne(IOException summary) {
    if (reasons.isEmpty()) {
      return summary;
    }
    IOException failure =
        new IOException(summary.getMessage() + ": " + reasons.getLast().getMessage(), summary);
    return reasons.stream().anyMatch(FailedTries::isUnreachable)
        ? new UnreachableException(failure)
        : failure;
  }

  private static boolean isUnreachable(Throwable reason) {
    return reason instanceof SocketException
        || reason instanceof SocketTimeoutException
        || reason instanceof TimeoutException
        || reason instanceof UnknownHostException;
  }
}

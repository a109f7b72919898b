package gochat.client.v1;

import gochat.client.Security;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/// What the status of a stream says about trying again.
final class Endings {
  private Endings() {}

  /// @param hasCaughtUp whether the server had brought all that the stream started with
  /// @return null when another attempt may go better
  static @Nullable Ending of(Status status, boolean hasCaughtUp) {
    String sentence = status.getDescription() == null ? "" : status.getDescription();
    if (Security.isTlsAskedFor(sentence)) {
      return new Ending.Refused(Status.Code.FAILED_PRECONDITION, sentence);
    }
    return switch (status.getCode()) {
      case UNAUTHENTICATED -> new Ending.SignedOut(sentence);
      case INVALID_ARGUMENT,
          NOT_FOUND,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          FAILED_PRECONDITION,
          OUT_OF_RANGE,
          UNIMPLEMENTED ->
          // Later it is not about what every stream of this client starts with.
          hasCaughtUp ? null : new Ending.Refused(status.getCode(), sentence);
      case OK,
          CANCELLED,
          UNKNOWN,
          DEADLINE_EXCEEDED,
          RESOURCE_EXHAUSTED,
          ABORTED,
          INTERNAL,
          UNAVAILABLE,
          DATA_LOSS ->
          null;
    };
  }
}

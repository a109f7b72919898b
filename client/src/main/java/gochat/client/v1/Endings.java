package gochat.client.v1;

import gochat.client.Security;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/// Decides by a stream's final status whether another attempt makes sense.
final class Endings {
  private Endings() {}

  /// @param hasCaughtUp whether the server had sent all missed events of the stream's start
  /// @return null if another attempt may succeed
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
          // After the start, the status is not about the start request, which is the same for all
          // streams.
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

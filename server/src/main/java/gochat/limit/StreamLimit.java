package gochat.limit;

import static gochat.limit.Beyond.close;
import static gochat.limit.Beyond.refusal;
import static gochat.limit.Terms.fixed;
import static gochat.limit.Terms.settable;

/// Of streams, on all ports and in all contracts.
public enum StreamLimit implements Limit {
  PER_CONNECTION(
      settable("stream.per-connection-max", 100, Unit.COUNT, 1, 10_000)
          .per(Scope.CONNECTION, refusal("REFUSED_STREAM", "The new stream or call is refused."))),
  PER_ACCOUNT(
      settable("stream.per-account-max", 64, Unit.COUNT, 1, 10_000)
          .per(Scope.ACCOUNT, close("RESOURCE_EXHAUSTED", "The new stream ends with a sentence."))),
  PER_GUEST(
      settable("stream.per-guest-max", 4, Unit.COUNT, 1, 10_000)
          .per(Scope.GUEST, close("RESOURCE_EXHAUSTED", "The new stream ends with a sentence."))),
  STALLED_AFTER(
      fixed("stream.stalled-after-ms", 30_000, Unit.MILLISECONDS)
          .per(
              Scope.STREAM,
              close(
                  "RESOURCE_EXHAUSTED",
                  "A reader that takes nothing while something waits is ended."))),
  /// From a stream's opening to the first name or token on it, over gRPC.
  UNREGISTERED(
      fixed("stream.unregistered-ms", 300_000, Unit.MILLISECONDS)
          .per(Scope.STREAM, close("INVALID_ARGUMENT", "The stream ends with a sentence."))),
  START_TIMEOUT(
      fixed("stream.start-timeout-ms", 10_000, Unit.MILLISECONDS)
          .per(
              Scope.STREAM,
              close("DEADLINE_EXCEEDED", "A stream of the v1 API whose `start` does not come."))),
  FRAMES_PER_MESSAGE(
      fixed("stream.frames-per-message-max", 1_024, Unit.COUNT)
          .per(
              Scope.MESSAGE,
              close("1008", "A message in more frames ends its WebSocket; all are counted.")));

  /// Of values only.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Terms terms;

  StreamLimit(Terms terms) {
    this.terms = terms;
  }

  @Override
  public Terms terms() {
    return terms;
  }
}

package gochat.limit;

import static gochat.limit.Beyond.close;
import static gochat.limit.Beyond.delay;
import static gochat.limit.Beyond.less;
import static gochat.limit.Beyond.refusal;
import static gochat.limit.Terms.fixed;
import static gochat.limit.Terms.settable;

/// Of what waits, and of what is kept in memory.
public enum QueueLimit implements Limit {
  SHARD_INBOX(
      settable("shard.inbox-max", 8_192, Unit.COUNT, 1, 1_000_000)
          .per(Scope.SERVER, delay("Streams are held back; calls of their own get BUSY."))),
  WHISPERS_OF_PAIR(
      fixed("whisper.per-pair-max", 64, Unit.COUNT)
          .per(
              Scope.PAIR,
              refusal("BUSY", "Not passed on, and the sender is told; the receiver stays."))),
  WHISPER_BYTES_OF_PAIR(
      fixed("whisper.per-pair-bytes-max", 131_072, Unit.BYTES)
          .per(
              Scope.PAIR,
              refusal("BUSY", "Not passed on, and the sender is told; the receiver stays."))),
  WAITING_BYTES(
      fixed("stream.waiting-bytes-max", 1_048_576, Unit.BYTES)
          .per(
              Scope.STREAM,
              close(
                  "RESOURCE_EXHAUSTED",
                  "So many private messages wait for a reader that is behind; it can come back."))),
  STREAM_BYTES(
      fixed("stream.unsent-bytes-max", 131_072, Unit.BYTES)
          .per(
              Scope.STREAM,
              less("The reader is behind: it is read to from the log, at its own pace."))),
  INBOX_BYTES(
      fixed("shard.inbox-bytes-max", 8_388_608, Unit.BYTES)
          .per(Scope.SERVER, delay("Streams are held back; calls of their own get BUSY.")));

  /// Of values only.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Terms terms;

  QueueLimit(Terms terms) {
    this.terms = terms;
  }

  @Override
  public Terms terms() {
    return terms;
  }
}

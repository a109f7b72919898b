package gochat.limit;

import static gochat.limit.Beyond.delay;
import static gochat.limit.Terms.settable;

/// Of what waits, and of what is kept in memory.
public enum QueueLimit implements Limit {
  SHARD_INBOX(
      settable("shard.inbox-max", 8_192, Unit.COUNT, 1, 1_000_000)
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

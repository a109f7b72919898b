package gochat.limit;

import static gochat.limit.Beyond.refusal;
import static gochat.limit.Terms.fixed;
import static gochat.limit.Terms.settable;

/// Of messages and what is in them.
public enum MessageLimit implements Limit {
  TEXT_BYTES(
      settable("message.bytes-max", 65_536, Unit.BYTES, 1, 3 * 1_024 * 1_024)
          .per(Scope.MESSAGE, refusal("TEXT_TOO_LONG", "The message is not sent."))),
  MENTIONS(
      fixed("message.mentions-max", 64, Unit.COUNT)
          .per(Scope.MESSAGE, refusal("TOO_MANY_MENTIONS", "The message is not sent."))),
  REACTION_BYTES(
      fixed("message.reaction-bytes-max", 64, Unit.BYTES)
          .per(Scope.MESSAGE, refusal("REACTION_INVALID", "No reaction is given.")));

  /// Of values only.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Terms terms;

  MessageLimit(Terms terms) {
    this.terms = terms;
  }

  @Override
  public Terms terms() {
    return terms;
  }
}

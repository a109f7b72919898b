package gochat.limit;

import static gochat.limit.Beyond.refusal;

/// Limits of messages and their content.
public final class MessageLimit {
  public static final Limit TEXT_BYTES =
      Limit.of(
              "message.bytes-max",
              65_536,
              Unit.BYTES,
              Scope.MESSAGE,
              refusal("TEXT_TOO_LONG", "The message is not sent."))
          .settable(1, 3 * 1_024 * 1_024);
  public static final Limit MENTIONS =
      Limit.of(
          "message.mentions-max",
          64,
          Unit.COUNT,
          Scope.MESSAGE,
          refusal("TOO_MANY_MENTIONS", "The message is not sent."));
  public static final Limit REACTION_BYTES =
      Limit.of(
          "message.reaction-bytes-max",
          64,
          Unit.BYTES,
          Scope.MESSAGE,
          refusal("REACTION_INVALID", "The reaction is not added."));

  private MessageLimit() {}
}

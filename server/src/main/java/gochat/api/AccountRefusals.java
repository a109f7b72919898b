package gochat.api;

import gochat.error.Failure;
import gochat.v1.Refusal;
import gochat.v1.RefusalReason;

/// Answers to callers whose sign-in or change of an account was refused.
final class AccountRefusals {
  private AccountRefusals() {}

  /// The refusal in the reply to a well-formed request.
  ///
  /// @param passwordField the request's field with the password to check
  /// @throws Failure when the request is malformed
  static Refusal toRefusal(gochat.account.Refusal refusal, String passwordField) {
    RefusalReason reason =
        switch (refusal.reason()) {
          case NAME_INVALID -> throw Failure.invalid("name", refusal.sentence());
          case PASSWORD_INVALID -> throw Failure.invalid(passwordField, refusal.sentence());
          case LABEL_INVALID -> throw Failure.invalid("label", refusal.sentence());
          case NAME_REGISTERED, NAME_IN_USE, NAME_CONFUSABLE ->
              RefusalReason.REFUSAL_REASON_NAME_TAKEN;
          case WRONG_PASSWORD -> RefusalReason.REFUSAL_REASON_WRONG_PASSWORD;
          case WRONG_ADMIN_CODE -> RefusalReason.REFUSAL_REASON_WRONG_ADMIN_CODE;
          case THROTTLED -> RefusalReason.REFUSAL_REASON_THROTTLED;
          case BUSY -> RefusalReason.REFUSAL_REASON_BUSY;
          case NO_GUESTS -> RefusalReason.REFUSAL_REASON_NO_GUESTS;
          case TOO_MANY_GUESTS -> RefusalReason.REFUSAL_REASON_TOO_MANY;
          case ACCOUNT_NEEDED -> RefusalReason.REFUSAL_REASON_ACCOUNT_NEEDED;
        };
    return Refusal.newBuilder()
        .setReason(reason)
        .setSentence(refusal.sentence())
        .setRetryAfterMs(refusal.retryAfterMs())
        .build();
  }
}

package gochat.api;

import gochat.v1.Refusal;
import gochat.v1.RefusalReason;
import io.grpc.StatusRuntimeException;

/// Answers to callers whose sign-in or change of an account was refused.
final class AccountRefusals {
  private AccountRefusals() {}

  /// The refusal in the reply to a well-formed request.
  ///
  /// @param passwordField the request's field with the password to check
  /// @throws StatusRuntimeException when the request is malformed
  static Refusal toRefusal(gochat.account.Refusal refusal, String passwordField) {
    RefusalReason reason =
        switch (refusal.reason()) {
          case NAME_INVALID -> throw Failures.invalid("name", refusal.sentence());
          case PASSWORD_INVALID -> throw Failures.invalid(passwordField, refusal.sentence());
          case LABEL_INVALID -> throw Failures.invalid("label", refusal.sentence());
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

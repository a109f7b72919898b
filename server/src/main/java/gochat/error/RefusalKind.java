package gochat.error;

import com.google.protobuf.util.Durations;
import gochat.v1.Refusal;
import gochat.v1.RefusalReason;
import java.time.Duration;

/// The reasons of refusals, each named as its [RefusalReason]. `docs/errors.md` is made from this
/// table.
public enum RefusalKind {
  NOT_ALLOWED(403, "The user does not have the right.", "Nothing, without another role."),
  NOT_A_MEMBER(403, "Only members of the room may do it.", "Join the room."),
  BANNED(
      403,
      "The user is banned from the room.",
      "Nothing, until the ban ends or is lifted; see `measure`."),
  MUTED(
      403,
      "The user is muted in the room.",
      "Nothing, until the mute ends or is lifted; see `measure`."),
  SLOW_MODE(
      429,
      "The room has slow mode, and the user's last message there is not old enough.",
      "Keep the text, and send it after `retry_after`."),
  ACCOUNT_NEEDED(403, "Only accounts may do it, or it concerns a guest.", "Register an account."),
  ADMINISTRATOR_NEEDED(
      403, "Only administrators of the server may do it.", "Ask an administrator."),
  NO_SUCH_MESSAGE(
      404, "The message does not exist, was deleted, or is no longer kept.", "Leave it out."),
  NO_SUCH_USER(404, "No user of this name can be reached.", "Correct the name."),
  NOT_ONLINE(
      422,
      "The receiver is not online, and the message would not be stored.",
      "Send it when the receiver is online, or with accounts on both sides."),
  CONFLICT(409, "The user has sent another request under this id.", "Take a new id."),
  NAME_TAKEN(409, "The name, or one that looks like it, is in use.", "Choose another name."),
  LAST_OWNER(409, "The room would have members and no owner.", "Make another member an owner."),
  TOO_MANY(
      422, "The room, the user or the address has reached a limit.", "Make space, then try again."),
  TOO_MANY_PINS(
      422, "The room has as many pinned messages as it can have.", "Unpin another message."),
  THROTTLED(
      429,
      "Too many tries, or more than a quota allows in an hour, or the receiver does not read what"
          + " came before.",
      "Repeat the request after `retry_after`."),
  WRONG_PASSWORD(
      401, "Name and password don't match, or the account does not exist.", "Ask the user."),
  WRONG_ADMIN_CODE(
      403, "The administrator's code is wrong, or was used already.", "Take the current code."),
  NO_GUESTS(403, "The server takes no guests.", "Register an account, or sign in to one."),
  INVITATION_NEEDED(
      403, "The server takes new accounts by invitation only.", "Ask an administrator for one."),
  NO_REGISTRATION(
      403, "Nobody can register at this server.", "Ask an administrator for an account."),
  WRONG_INVITATION(
      403,
      "The invitation to the server is used up, has expired, was revoked, or never existed.",
      "Ask an administrator for another one."),
  ACCOUNT_DISABLED(
      403,
      "An administrator has disabled the account. Only a caller with its password learns it.",
      "Ask an administrator of the server."),
  ACCOUNT_DELETED(
      403,
      "The account is deleted. Only a caller with its password learns it, or an administrator who"
          + " restores it more than 7 days later.",
      "Ask an administrator of the server, who can restore it within 7 days."),
  WRONG_RESET(
      403,
      "The code for a new password was used or replaced, has expired, or never existed.",
      "Ask an administrator for another one."),
  LAST_ADMINISTRATOR(
      409,
      "The server would have no administrator who can sign in.",
      "Make another account an administrator first."),
  NOT_REACHABLE(
      403,
      "The user takes no private messages, or no invitations, from the caller: by its privacy or by"
          + " a block, which look the same.",
      "Nothing; meet the user in a room.");

  private final int http;
  private final String when;
  private final String action;
  private final RefusalReason reason = RefusalReason.valueOf("REFUSAL_REASON_" + name());

  RefusalKind(int http, String when, String action) {
    this.http = http;
    this.when = when;
    this.action = action;
  }

  /// @param sentence for people: what happened, with which value, and what to do
  public Refusal refusal(String sentence) {
    ErrorCounts.count(this);
    return Refusal.newBuilder().setReason(reason).setSentence(sentence).build();
  }

  /// @param retryAfter the time after which another try may succeed
  public Refusal refusal(String sentence, Duration retryAfter) {
    return refusal(sentence).toBuilder()
        .setRetryAfter(Durations.fromNanos(retryAfter.toNanos()))
        .build();
  }

  public static RefusalKind of(Refusal refusal) {
    return valueOf(refusal.getReason().name().substring("REFUSAL_REASON_".length()));
  }

  /// The status over HTTP.
  public int http() {
    return http;
  }

  /// The condition, for the documentation.
  public String when() {
    return when;
  }

  /// The reaction of a program, for the documentation.
  public String action() {
    return action;
  }
}

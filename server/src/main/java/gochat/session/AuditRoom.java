package gochat.session;

import gochat.account.AccountsException;
import gochat.account.AccountsException.Reason;
import gochat.account.AuditLog;
import gochat.account.User;
import gochat.room.AuditAction;
import gochat.room.AuditDetail;
import gochat.room.AuditEntry;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Person;
import gochat.room.Rejection;
import gochat.room.RoomId;
import gochat.shard.Outcome;
import gochat.shard.Rooms;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The audit log as a room of this server.
public final class AuditRoom implements AuditLog {
  private final WaitingRooms rooms;

  public AuditRoom(Rooms rooms) {
    this.rooms = new WaitingRooms(rooms);
  }

  @Override
  public void record(
      Actor actor, AuditAction action, @Nullable User account, Map<AuditDetail, String> details) {
    Command.Audit command = command(actor, action, account, details);
    Outcome outcome = rooms.change(RoomId.AUDIT, command);
    if (!(outcome instanceof Outcome.Stored)) {
      throw new AccountsException(
          "the audit log can't be written, so nothing was done: " + outcome, reason(outcome));
    }
  }

  /// The command that adds the entry.
  public static Command.Audit command(
      Actor actor, AuditAction action, @Nullable User account, Map<AuditDetail, String> details) {
    Person concerned = account == null ? null : Authors.person(account);
    return new Command.Audit(
        author(actor), new AuditEntry(kind(actor), action, concerned, details));
  }

  private static Author author(Actor actor) {
    return switch (actor) {
      case Actor.ByAccount(User user) -> Authors.author(user, UUID.randomUUID());
      case Actor.Operator _, Actor.Server _ -> Author.NONE;
    };
  }

  private static AuditEntry.Actor kind(Actor actor) {
    return switch (actor) {
      case Actor.ByAccount _ -> AuditEntry.Actor.ACCOUNT;
      case Actor.Operator _ -> AuditEntry.Actor.OPERATOR;
      case Actor.Server _ -> AuditEntry.Actor.SERVER;
    };
  }

  private static Reason reason(Outcome outcome) {
    return outcome.equals(new Outcome.Rejected(Rejection.DISK_FULL))
        ? Reason.DISK_FULL
        : outcome.equals(new Outcome.Rejected(Rejection.DATA_DAMAGED))
            ? Reason.DAMAGED
            : Reason.UNKNOWN;
  }
}

package gochat.room;

/// The kinds of entries of the audit log. Stores and exports keep the names in small letters, so a
/// name never changes.
public enum AuditAction {
  /// The operator added an account.
  ACCOUNT_ADDED,
  /// A user registered an account.
  ACCOUNT_REGISTERED,
  ACCOUNT_DISABLED,
  ACCOUNT_ENABLED,
  /// All sessions of an account were ended.
  SESSIONS_ENDED,
  /// A code for a new password was made.
  PASSWORD_RESET_CREATED,
  /// A user chose a new password with such a code.
  PASSWORD_RESET_USED,
  /// An invitation to the server was made.
  INVITATION_CREATED,
  INVITATION_REVOKED,
  /// The operator, or an owner of the room, changed how much of a room's log is kept.
  RETENTION_CHANGED,
  /// Sign-ins or registrations failed because of a wrong password or code.
  SIGN_INS_FAILED,
  /// A server started.
  SERVER_STARTED,
  MEMBER_KICKED,
  MEMBER_BANNED,
  MEMBER_UNBANNED,
  MEMBER_MUTED,
  MEMBER_UNMUTED,
  ROLE_CHANGED,
  /// A moderator deleted a message of another user.
  MESSAGE_DELETED,
  /// The data of a backup, or an older copy, took the place of newer data.
  DATA_RESTORED,
  /// An account was made an administrator, or is one no more.
  ACCOUNT_KIND_CHANGED,
  /// A user made recovery codes.
  RECOVERY_CODES_CREATED,
  /// An account was deleted: by its user, an administrator or the operator.
  ACCOUNT_DELETED,
  /// The server erased a deleted account, and its name.
  ACCOUNT_ERASED,
  /// A moderator or an owner changed the slow mode of a room.
  SLOW_MODE_CHANGED,
  /// A user reported a message.
  REPORT_CREATED,
  /// A report of a message was closed by a moderator or an administrator.
  REPORT_CLOSED
}

package gochat.room;

/// The names of the details of an entry of the audit log. Stores, exports and clients know them in
/// small letters, so a name never changes.
public enum AuditDetail {
  /// `refused` for an action that the server refused after it had recorded its entry.
  OUTCOME,
  /// The id of an invitation.
  INVITATION,
  /// The kind of the account or the invited accounts: `account` or `administrator`.
  KIND,
  /// The number of accounts that can register with an invitation.
  USES,
  /// The time at which an invitation or a code expires, or a deleted account is erased, as in RFC
  /// 3339.
  EXPIRES,
  /// The ids of the rooms that invited accounts join, separated by spaces.
  ROOMS,
  /// The admission of a registered account: `open`, `invitation` or `admin_code`.
  ADMISSION,
  /// The id of a room.
  ROOM,
  /// The name of a room that is public.
  ROOM_NAME,
  /// The greatest age of events, such as `30d`, or `off`.
  AGE,
  /// The greatest number of events, or `off`.
  EVENTS,
  /// The address of a client.
  ADDRESS,
  /// A number of tries.
  COUNT,
  /// The ids of several accounts that an entry concerns, separated by spaces.
  ACCOUNTS,
  /// The address of a server, such as `chat1:1234`.
  SERVER_ADDRESS,
  /// The version of a server.
  VERSION,
  /// The commit that a server was built from.
  BUILD,
  /// The settings that differ from the defaults, such as `port=1235, registration=off`.
  SETTINGS,
  /// The new role of a member: `member`, `moderator` or `owner`.
  ROLE,
  /// The seq of a message.
  MESSAGE,
  /// The reason of a kick, a ban or a mute in a room that is not private.
  REASON,
  /// The duration of a ban or a mute with an end, such as `1h`.
  DURATION,
  /// The file name of a backup.
  BACKUP,
  /// Whether the messages of a deleted account are `kept` or `erased`.
  MESSAGES,
  /// The interval of slow mode, such as `30s`, or `off`.
  INTERVAL
}

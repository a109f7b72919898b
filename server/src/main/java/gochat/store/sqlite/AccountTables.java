package gochat.store.sqlite;

import java.util.List;

/// The tables of accounts, guests and their tokens.
final class AccountTables {
  /// The step of [Schema] that creates them.
  static final List<String> CREATE =
      List.of(
          // Guests share the table with accounts, so that one index covers all names. Only guests
          // have no password.
          """
          CREATE TABLE user (
            id BLOB NOT NULL PRIMARY KEY,
            kind INTEGER NOT NULL,
            name TEXT NOT NULL,
            folded TEXT NOT NULL UNIQUE,
            password TEXT,
            created_ms INTEGER NOT NULL
          ) STRICT, WITHOUT ROWID
          """,
          // The skeletons of accounts' names, not of guests'.
          """
          CREATE TABLE skeleton (
            skeleton TEXT NOT NULL PRIMARY KEY,
            user BLOB NOT NULL REFERENCES user
          ) STRICT, WITHOUT ROWID
          """,
          """
          CREATE TABLE token (
            id BLOB NOT NULL PRIMARY KEY,
            user BLOB NOT NULL REFERENCES user,
            hash BLOB NOT NULL,
            label TEXT NOT NULL,
            created_ms INTEGER NOT NULL,
            used_ms INTEGER NOT NULL,
            expires_ms INTEGER NOT NULL
          ) STRICT, WITHOUT ROWID
          """,
          "CREATE INDEX token_user ON token (user)",
          "CREATE INDEX token_expires ON token (expires_ms)");

  /// The step of [Schema] that notes whether accounts of a version are there that let everybody
  /// register; null if none are.
  static final List<String> OPEN_STEP =
      List.of(
          "ALTER TABLE meta ADD COLUMN was_open INTEGER",
          "UPDATE meta SET was_open = 1 WHERE EXISTS (SELECT 1 FROM user WHERE kind <> "
              + AccountColumns.GUEST
              + ")");

  /// The step of [Schema] with which administrators disable accounts and reset passwords.
  static final List<String> STATE_STEP =
      List.of(
          // 1 for an account that can't sign in, else null.
          "ALTER TABLE user ADD COLUMN disabled INTEGER",
          // Of the code with which the user chooses a new password: SecretCode. Null without one.
          "ALTER TABLE user ADD COLUMN reset_hash TEXT",
          "ALTER TABLE user ADD COLUMN reset_expires_ms INTEGER",
          "CREATE UNIQUE INDEX user_reset ON user (reset_hash) WHERE reset_hash IS NOT NULL",
          "CREATE INDEX user_administrator ON user (id) WHERE kind = "
              + AccountColumns.ADMINISTRATOR);

  /// The step of [Schema] that keeps from which address a user signed in; null for older tokens.
  static final List<String> ADDRESS_STEP = List.of("ALTER TABLE token ADD COLUMN address TEXT");

  /// The step of [Schema] with which users have recovery codes, and learn that a code for a new
  /// password was used.
  static final List<String> RECOVERY_STEP =
      List.of(
          // When the user's password was last changed with a code; null for never.
          "ALTER TABLE user ADD COLUMN reset_used_ms INTEGER",
          """
          CREATE TABLE recovery (
            hash TEXT NOT NULL PRIMARY KEY, -- of a code: SecretCode
            user BLOB NOT NULL REFERENCES user,
            checksum INTEGER NOT NULL DEFAULT 0
          ) STRICT, WITHOUT ROWID
          """,
          "CREATE INDEX recovery_user ON recovery (user)");

  /// The step of [Schema] with which accounts are deleted.
  static final List<String> DELETION_STEP =
      List.of(
          // The time of the erasure of a deleted account; null for others.
          "ALTER TABLE user ADD COLUMN erase_ms INTEGER",
          // 1 if its messages are deleted then, else null.
          "ALTER TABLE user ADD COLUMN erases_messages INTEGER",
          "CREATE INDEX user_deleted ON user (id) WHERE erase_ms IS NOT NULL",
          "CREATE INDEX skeleton_user ON skeleton (user)");

  private AccountTables() {}
}

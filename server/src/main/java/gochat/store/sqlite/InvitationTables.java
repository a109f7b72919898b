package gochat.store.sqlite;

import java.util.List;

/// The table of invitations to register.
final class InvitationTables {
  /// The step of [Schema] that creates it.
  static final List<String> STEP =
      List.of(
          """
          CREATE TABLE invitation (
            id BLOB NOT NULL PRIMARY KEY,
            hash TEXT NOT NULL UNIQUE, -- of the code: SecretCode
            kind INTEGER NOT NULL, -- of the accounts
            uses_max INTEGER NOT NULL,
            uses INTEGER NOT NULL,
            rooms TEXT NOT NULL, -- ids, a line each
            note TEXT NOT NULL,
            created_ms INTEGER NOT NULL,
            expires_ms INTEGER NOT NULL,
            checksum INTEGER NOT NULL DEFAULT 0
          ) STRICT, WITHOUT ROWID
          """);

  private InvitationTables() {}
}

package gochat.store;

import gochat.account.AccountDeletion;
import gochat.account.Invitation;
import gochat.account.PasswordReset;
import gochat.account.Privacy;
import gochat.account.StoredToken;
import gochat.account.User;
import gochat.journal.Report;
import gochat.room.RoomId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row that does not follow from the log of one room: see [StoredRows].
public sealed interface StoredRow {
  /// An account or a guest.
  ///
  /// @param password the hashed password, null for a guest
  /// @param createdMs in Unix milliseconds
  /// @param deletion null for a user that is not deleted
  /// @param reset null for none
  /// @param resetUsedMs as in [gochat.account.Accounts.Credentials]
  record UserRow(
      User user,
      @Nullable String password,
      long createdMs,
      boolean isDisabled,
      @Nullable AccountDeletion deletion,
      @Nullable PasswordReset reset,
      long resetUsedMs)
      implements StoredRow {
    /// A new user.
    public UserRow(User user, @Nullable String password, long createdMs) {
      this(user, password, createdMs, false, null, null, 0);
    }
  }

  record TokenRow(StoredToken token) implements StoredRow {}

  /// @param hash of a recovery code
  record RecoveryCodeRow(UUID user, String hash) implements StoredRow {}

  /// There is such a row if [gochat.account.Accounts#wasOpen].
  record WasOpenRow() implements StoredRow {}

  /// An invitation to register.
  ///
  /// @param hash of its code
  record InvitationRow(Invitation invitation, String hash) implements StoredRow {}

  /// A report of a message.
  record ReportRow(Report report) implements StoredRow {}

  /// A membership beyond its log: its place among all memberships, which is that of the row, and
  /// whether the member hid the room.
  ///
  /// @param hiddenAt the room's head when the member hid it, null when it is not hidden
  record MembershipRow(RoomId room, UUID user, @Nullable Long hiddenAt) implements StoredRow {}

  /// A read marker.
  record MarkerRow(UUID user, RoomId room, long seq) implements StoredRow {}

  record PrivacyRow(UUID user, Privacy privacy) implements StoredRow {}
}

package gochat.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.account.AccountDeletion;
import gochat.account.Invitation;
import gochat.account.PasswordReset;
import gochat.account.Privacy;
import gochat.account.TokenInfo;
import gochat.account.User;
import gochat.hash.Sha256;
import gochat.journal.Report;
import gochat.store.StoredRow;
import gochat.store.StoredRow.InvitationRow;
import gochat.store.StoredRow.MarkerRow;
import gochat.store.StoredRow.MembershipRow;
import gochat.store.StoredRow.PrivacyRow;
import gochat.store.StoredRow.RecoveryCodeRow;
import gochat.store.StoredRow.ReportRow;
import gochat.store.StoredRow.TokenRow;
import gochat.store.StoredRow.UserRow;
import gochat.store.StoredRow.WasOpenRow;
import gochat.store.StoredRows;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Consumer;

/// The sum of the [StoredRows] of a store: stores with the same rows have the same sum.
///
/// @param users the number of accounts and guests
/// @param tokens the number of tokens
/// @param memberships the number of memberships over all rooms
/// @param markers the number of read markers
/// @param sha256 of all rows as lines of JSON, in hexadecimal digits
public record RowSum(long users, long tokens, long memberships, long markers, String sha256) {
  /// Adds up all rows.
  ///
  /// @param also gets each row
  static RowSum of(StoredRows rows, Consumer<? super StoredRow> also) {
    Adder adder = new Adder();
    rows.read(row -> {
      adder.add(row);
      also.accept(row);
    });
    return adder.sum();
  }

  @Override
  public String toString() {
    return "%d users, %d tokens, %d memberships, %d markers, SHA-256 %s"
        .formatted(users, tokens, memberships, markers, sha256);
  }

  private static final class Adder {
    private final MessageDigest digest = Sha256.digest();
    private long users;
    private long tokens;
    private long memberships;
    private long markers;

    void add(StoredRow row) {
      switch (row) {
        case UserRow _ -> users++;
        case TokenRow _ -> tokens++;
        case MembershipRow _ -> memberships++;
        case MarkerRow _ -> markers++;
        case RecoveryCodeRow _, InvitationRow _, PrivacyRow _, ReportRow _, WasOpenRow _ -> {}
      }
      digest.update((fields(row).toJson() + "\n").getBytes(UTF_8));
    }

    private static Fields fields(StoredRow row) {
      Fields to = new Fields().put("type", row.getClass().getSimpleName());
      return switch (row) {
        case UserRow(
                User user,
                String password,
                long createdMs,
                boolean isDisabled,
                AccountDeletion deletion,
                PasswordReset reset,
                long resetUsedMs) ->
            to.put("id", user.id())
                .put("name", user.name().toString())
                .put("kind", user.kind())
                .put("password", password)
                .put("created", createdMs)
                .put("disabled", isDisabled)
                .put(
                    "deletion",
                    deletion == null ? null : deletion.dueMs() + " " + deletion.erasesMessages())
                .put("reset", reset == null ? null : reset.hash() + " " + reset.expiresMs())
                .put("resetUsed", resetUsedMs);
        case TokenRow(var token) -> {
          TokenInfo info = token.info();
          yield to.put("id", info.id())
              .put("user", token.user())
              .put("hash", HexFormat.of().formatHex(token.hash().bytes()))
              .put("label", info.label())
              .put("address", info.address())
              .put("created", info.createdMs())
              .put("used", info.lastUsedMs())
              .put("expires", info.expiresMs());
        }
        case RecoveryCodeRow(var user, String hash) -> to.put("user", user).put("hash", hash);
        case MembershipRow(var room, var user, Long hiddenAt) ->
            to.put("room", room.value())
                .put("user", user)
                .put("hidden", hiddenAt == null ? null : hiddenAt.toString());
        case MarkerRow(var user, var room, long seq) ->
            to.put("user", user).put("room", room.value()).put("seq", seq);
        case InvitationRow(Invitation invitation, String hash) ->
            to.put("id", invitation.id())
                .put("hash", hash)
                .put("kind", invitation.terms().kind())
                .put("usesMax", invitation.terms().usesMax())
                .put("uses", invitation.uses())
                .put("rooms", String.join(" ", invitation.terms().rooms()))
                .put("note", invitation.terms().note())
                .put("created", invitation.createdMs())
                .put("expires", invitation.expiresMs());
        case PrivacyRow(UUID user, Privacy privacy) ->
            to.put("user", user)
                .put("messages", privacy.messages())
                .put("invitations", privacy.invitations())
                .put("blocked", privacy.blocked().toString());
        case ReportRow(Report report) ->
            to.put("id", report.id())
                .put("room", report.room().value())
                .put("seq", report.seq())
                .put("at", report.atMs())
                .put("author", report.author().toString())
                .put("text", report.text())
                .put("reporter", report.reporter().toString())
                .put("reason", report.reason())
                .put("reported", report.reportedMs());
        case WasOpenRow() -> to;
      };
    }

    RowSum sum() {
      return new RowSum(
          users, tokens, memberships, markers, HexFormat.of().formatHex(digest.digest()));
    }
  }
}

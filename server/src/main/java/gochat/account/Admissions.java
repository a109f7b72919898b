package gochat.account;

import gochat.account.Refusal.Reason;
import gochat.room.AuditDetail;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides who may register: by the setting, the administrator's code and invitations.
final class Admissions {
  static final Refusal NO_REGISTRATION =
      Refusal.of(
          Reason.NO_REGISTRATION,
          "Nobody can register at this server. Ask an administrator of the server for an account.");

  static final Refusal WRONG_ADMIN_CODE =
      Refusal.of(
          Reason.WRONG_ADMIN_CODE,
          "The admin code is not valid. The server prints a new one at each start as long as there"
              + " is no administrator; it works once.");

  /// One sentence for all codes, as a stranger needs to know no more.
  static final Refusal WRONG_INVITATION =
      Refusal.of(
          Reason.WRONG_INVITATION,
          "This invitation is not valid, or not any more: it was used, has expired or was revoked."
              + " Ask for another one.");

  private static final Refusal INVITATION_NEEDED =
      Refusal.of(
          Reason.INVITATION_NEEDED,
          "This server takes new accounts by invitation only. Register with the code of an"
              + " invitation, or ask an administrator of the server.");

  /// The answer to a person who wants to register.
  sealed interface Verdict {
    /// @param kind of the account
    /// @param invitation null for none, as `hash`, that of its code
    record Admitted(UserKind kind, @Nullable Invitation invitation, @Nullable String hash)
        implements Verdict {
      /// For the audit log.
      Map<AuditDetail, String> details() {
        Map<AuditDetail, String> details = new EnumMap<>(AuditDetail.class);
        details.put(AuditDetail.KIND, kind.name().toLowerCase(Locale.ROOT));
        if (invitation != null) {
          details.put(AuditDetail.INVITATION, invitation.id().toString());
        }
        details.put(
            AuditDetail.ADMISSION,
            invitation != null
                ? "invitation"
                : kind == UserKind.ADMINISTRATOR ? "admin_code" : "open");
        return details;
      }
    }

    record Refused(Refusal refusal) implements Verdict {}
  }

  private final Registration registration;
  private final Invitations invitations;
  private final OtherServers others;
  private final FailedTries failed;

  /// The code with which a user registers as the administrator, null when the server has one. It is
  /// never stored; other servers of the same accounts know its hash. Each start of the server makes
  /// a new one until there is an administrator, so an operator who lost it restarts the server. The
  /// store accepts one administrator with it only; therefore the registration uses the code up.
  private volatile @Nullable SecretCode adminCode;

  Admissions(
      Registration registration,
      Invitations invitations,
      OtherServers others,
      FailedTries failed,
      @Nullable SecretCode adminCode) {
    this.registration = registration;
    this.invitations = invitations;
    this.others = others;
    this.failed = failed;
    this.adminCode = adminCode;
  }

  Registration registration() {
    return registration;
  }

  /// Empty when the server has an administrator.
  Optional<String> adminCode() {
    return Optional.ofNullable(adminCode).map(SecretCode::text);
  }

  void administratorAdded() {
    adminCode = null;
  }

  /// May wait for the disk.
  ///
  /// @param typedAdminCode empty for none; it goes before `typedInvitation`
  /// @param typedInvitation the code of an invitation, or the administrator's; empty for none
  Verdict check(String typedAdminCode, String typedInvitation, InetAddress from) {
    String mayBeAdminCode = typedAdminCode.isEmpty() ? typedInvitation : typedAdminCode;
    if (!mayBeAdminCode.isEmpty() && isAdminCode(mayBeAdminCode)) {
      return new Verdict.Admitted(UserKind.ADMINISTRATOR, null, null);
    }
    if (!typedAdminCode.isEmpty()) {
      return wrong(WRONG_ADMIN_CODE, from);
    }
    if (registration == Registration.OFF) {
      return new Verdict.Refused(NO_REGISTRATION);
    }
    if (!typedInvitation.isEmpty()) {
      String hash = SecretCode.hash(typedInvitation);
      return invitations
          .open(hash)
          .<Verdict>map(found -> new Verdict.Admitted(found.terms().kind(), found, hash))
          .orElseGet(() -> wrong(WRONG_INVITATION, from));
    }
    return registration == Registration.OPEN
        ? new Verdict.Admitted(UserKind.ACCOUNT, null, null)
        : new Verdict.Refused(INVITATION_NEEDED);
  }

  private Verdict wrong(Refusal refusal, InetAddress from) {
    failed.add(from, null);
    return new Verdict.Refused(refusal);
  }

  private boolean isAdminCode(String typed) {
    SecretCode code = adminCode;
    return code != null && (code.matches(typed) || others.isAdminCode(SecretCode.hash(typed)));
  }
}

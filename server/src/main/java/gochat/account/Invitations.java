package gochat.account;

import gochat.account.AuditLog.Actor;
import gochat.account.Invitation.Terms;
import gochat.account.Refusal.Reason;
import gochat.limit.InvitationLimit;
import gochat.room.AuditAction;
import gochat.room.AuditDetail;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The invitations to register at this server. Their codes are told once and stored as hashes only.
///
/// Safe for all threads. All methods may wait for the disk, so they are for virtual threads; they
/// throw an [AccountsException] when it can't be read or written.
public final class Invitations {
  private static final int OPEN_MAX = InvitationLimit.OPEN.standardInt();

  /// The outcome of a creation.
  public sealed interface Creation {
    /// @param code for people to type and for links
    record Created(Invitation invitation, String code) implements Creation {}

    record Refused(Refusal refusal) implements Creation {}
  }

  private final InvitationStore store;
  private final Registration registration;
  private final Memberships memberships;
  private final AuditLog audit;
  private final SecureRandom random;
  private final InstantSource clock;

  Invitations(
      InvitationStore store,
      Registration registration,
      Memberships memberships,
      AuditLog audit,
      SecureRandom random,
      InstantSource clock) {
    this.store = store;
    this.registration = registration;
    this.memberships = memberships;
    this.audit = audit;
    this.random = random;
    this.clock = clock;
  }

  /// Makes an invitation.
  ///
  /// @param validFor positive
  public Creation create(Actor by, Terms terms, Duration validFor) {
    if (registration == Registration.OFF) {
      return new Creation.Refused(Admissions.NO_REGISTRATION);
    }
    if (all().size() >= OPEN_MAX) {
      return new Creation.Refused(
          Refusal.of(
              Reason.TOO_MANY_INVITATIONS,
              "There are %d invitations. Revoke some, or wait until they expire."
                  .formatted(OPEN_MAX)));
    }
    SecretCode code = SecretCode.issue(random);
    long now = clock.millis();
    Invitation invitation =
        new Invitation(UUID.randomUUID(), terms, 0, now, now + validFor.toMillis());
    audit.record(by, AuditAction.INVITATION_CREATED, /* account= */ null, details(invitation));
    store.add(invitation, SecretCode.hash(code.text()));
    return new Creation.Created(invitation, code.text());
  }

  /// The terms without the note, which is a text of its author.
  private static Map<AuditDetail, String> details(Invitation invitation) {
    Terms terms = invitation.terms();
    Map<AuditDetail, String> details = new EnumMap<>(AuditDetail.class);
    details.put(AuditDetail.INVITATION, invitation.id().toString());
    details.put(AuditDetail.KIND, terms.kind().name().toLowerCase(Locale.ROOT));
    details.put(AuditDetail.USES, String.valueOf(terms.usesMax()));
    details.put(AuditDetail.EXPIRES, Instant.ofEpochMilli(invitation.expiresMs()).toString());
    if (!terms.rooms().isEmpty()) {
      details.put(AuditDetail.ROOMS, String.join(" ", terms.rooms()));
    }
    return details;
  }

  /// The invitations that have not expired, also those that are used up, the oldest first.
  public List<Invitation> all() {
    long now = clock.millis();
    return store.all().stream().filter(invitation -> now < invitation.expiresMs()).toList();
  }

  /// Ends an invitation.
  ///
  /// @return whether there was such an invitation
  public boolean revoke(Actor by, UUID id) {
    if (store.all().stream().noneMatch(invitation -> invitation.id().equals(id))) {
      return false;
    }
    audit.record(
        by,
        AuditAction.INVITATION_REVOKED,
        /* account= */ null,
        Map.of(AuditDetail.INVITATION, id.toString()));
    return store.remove(id);
  }

  /// Finds the invitation with which an account can register now.
  ///
  /// @param hash of its code
  Optional<Invitation> open(String hash) {
    return store.find(hash).filter(found -> found.isOpen(clock.millis()));
  }

  /// An account has registered with the invitation.
  void used(Invitation invitation, User account) {
    memberships.begin(account, invitation.terms().rooms());
  }
}

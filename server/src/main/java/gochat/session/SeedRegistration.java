package gochat.session;

import gochat.account.Identity;
import gochat.account.Lease;
import gochat.account.Refusal;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Finds out as whom a stream of the first contract may come in: by its proof, or by a name that is
/// nobody's. Confined to the stream's lane.
final class SeedRegistration {
  /// Who wants to come in; told on the lane, at most one of the first two, and once.
  interface Applicant {
    void registered(Identity identity);

    void refused(Ending ending);

    /// The proof is no longer good.
    void revoked();

    void failed(RuntimeException cause);
  }

  private final UUID id;
  private final @Nullable Proof proof;
  private final Lane lane;
  private final Services services;
  private final Applicant applicant;
  private boolean isClosed;

  /// A name that the stream takes, or bears, without a proof.
  private @Nullable UserName wanted;

  private @Nullable Lease lease;

  /// @param id the stream's
  /// @param proof of who the client is, null when it has none
  SeedRegistration(
      UUID id, @Nullable Proof proof, Lane lane, Services services, Applicant applicant) {
    this.id = id;
    this.proof = proof;
    this.lane = lane;
    this.services = services;
    this.applicant = applicant;
  }

  /// Asks for a name; called once.
  ///
  /// @param username with a proof it may be empty
  void apply(String username) {
    if (proof != null) {
      Runnable onEnd = () -> lane.execute(applicant::revoked);
      lane.ask(() -> proof.check(onEnd), verdict -> checked(verdict, username), applicant::failed);
      return;
    }
    switch (UserName.checkGuest(username)) {
      case UserName.Check.Refused(String sentence) ->
          applicant.refused(new Ending(Ending.Reason.NAME_INVALID, sentence));
      case UserName.Check.Valid(UserName name) -> {
        wanted = name;
        lane.ask(
            () -> services.names().take(name, id),
            refusal -> checked(name, refusal),
            applicant::failed);
      }
    }
  }

  private void checked(Proof.Verdict verdict, String username) {
    switch (verdict) {
      case Proof.Verdict.Refused(String sentence) ->
          refuse(new Ending(Ending.Reason.UNAUTHENTICATED, sentence));
      case Proof.Verdict.Admitted(Admission admission) when isClosed -> admission.lease().close();
      case Proof.Verdict.Admitted(Admission admission) -> {
        lease = admission.lease();
        checked(admission.identity(), username);
      }
    }
  }

  private void checked(Identity identity, String username) {
    UserName name = identity.user().name();
    boolean isOwn =
        username.isEmpty()
            || (UserName.check(username) instanceof UserName.Check.Valid(UserName typed)
                && typed.equals(name));
    if (isOwn) {
      applicant.registered(identity);
    } else {
      refuse(
          new Ending(
              Ending.Reason.NAME_INVALID,
              "The token belongs to \"" + name + "\". Come with that name, or without a token."));
    }
  }

  private void checked(UserName name, Optional<Refusal> refusal) {
    if (refusal.isPresent()) {
      boolean isAccount = refusal.get().reason() == Refusal.Reason.NAME_REGISTERED;
      refuse(
          new Ending(
              isAccount ? Ending.Reason.UNAUTHENTICATED : Ending.Reason.NAME_TAKEN,
              refusal.get().sentence()));
    } else if (isClosed) {
      releaseName();
    } else {
      applicant.registered(new Identity(new User(id, name, UserKind.GUEST), id));
    }
  }

  private void refuse(Ending ending) {
    if (!isClosed) {
      applicant.refused(ending);
    }
  }

  /// Somebody else may have the name.
  void releaseName() {
    if (wanted != null) {
      services.names().release(wanted, id);
    }
  }

  /// The stream is gone.
  void close() {
    isClosed = true;
    releaseName();
    if (lease != null) {
      lease.close();
    }
  }
}

package gochat.session;

import gochat.account.Identity;
import gochat.account.Refusal;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Registers a stream of the first contract: by a proof of identity, or by a free name. Confined to
/// the stream's lane.
final class SeedRegistration {
  private final Session<?> session;
  private final Services services;
  private final @Nullable Proof proof;

  /// The name that the stream takes or has without a proof.
  private @Nullable UserName wanted;

  /// @param session opened or ended
  /// @param proof the client's proof of identity, null for none
  SeedRegistration(Session<?> session, @Nullable Proof proof) {
    this.session = session;
    this.proof = proof;
    services = session.services();
  }

  /// Registers the stream; called once.
  ///
  /// @param username may be empty with a proof
  void apply(String username) {
    session.opening();
    if (proof != null) {
      session
          .lane()
          .ask(
              () -> proof.check(session.leaseHolder()),
              verdict -> checked(verdict, username),
              session::failed);
      return;
    }
    if (isForAccounts()) {
      session.end(Ending.ACCOUNT_NEEDED);
      return;
    }
    switch (UserName.checkGuest(username)) {
      case UserName.Check.Refused(String sentence) ->
          session.end(new Ending(Ending.Reason.NAME_INVALID, sentence));
      case UserName.Check.Valid(UserName name) -> {
        wanted = name;
        session
            .lane()
            .ask(
                () -> services.names().take(name, session.id(), this::lost),
                refusal -> checked(name, refusal),
                session::failed);
      }
    }
  }

  private void checked(Proof.Verdict verdict, String username) {
    switch (verdict) {
      case Proof.Verdict.Refused(String sentence) ->
          session.end(new Ending(Ending.Reason.UNAUTHENTICATED, sentence));
      case Proof.Verdict.Admitted(Admission admission) -> {
        User user = admission.identity().user();
        UserName name = user.name();
        if (isForAccounts() && !user.kind().hasAccount()) {
          admission.lease().close();
          session.end(Ending.ACCOUNT_NEEDED);
          return;
        }
        if (!isOwn(username, name)) {
          admission.lease().close();
          session.end(
              new Ending(
                  Ending.Reason.NAME_INVALID,
                  "The token belongs to \""
                      + name
                      + "\". Come with that name, or without a token."));
          return;
        }
        session.open(admission.identity(), admission.lease(), FollowWishes.NONE);
      }
    }
  }

  private boolean isForAccounts() {
    return services.firstContract() == FirstContract.ACCOUNTS;
  }

  private static boolean isOwn(String username, UserName name) {
    return username.isEmpty()
        || (UserName.check(username) instanceof UserName.Check.Valid(UserName typed)
            && typed.equals(name));
  }

  private void checked(UserName name, Optional<Refusal> refusal) {
    if (refusal.isPresent()) {
      boolean isAccount = refusal.get().reason() == Refusal.Reason.NAME_REGISTERED;
      session.end(
          new Ending(
              isAccount ? Ending.Reason.UNAUTHENTICATED : Ending.Reason.NAME_TAKEN,
              refusal.get().sentence()));
    } else if (session.isEnded()) {
      releaseName();
    } else {
      User guest = new User(session.id(), name, UserKind.GUEST);
      session.open(new Identity(guest, session.id()), null, FollowWishes.NONE);
    }
  }

  private void lost() {
    session.lane().execute(() -> session.end(Ending.NAME_LOST));
  }

  /// Frees the name for other users.
  void releaseName() {
    if (wanted != null) {
      services.names().release(wanted, session.id());
    }
  }
}

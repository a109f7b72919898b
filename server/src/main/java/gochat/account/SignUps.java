package gochat.account;

import gochat.account.Accounts.Addition;
import gochat.account.Accounts.NewAccount;
import gochat.account.Admissions.Verdict;
import gochat.account.AuditLog.Actor;
import gochat.account.Refusal.Reason;
import gochat.room.AuditAction;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// Creates users: accounts by registration or for the operator, and guests, who can become
/// accounts.
///
/// Safe for all threads. All methods may wait for the disk or for a password's hash, so they are
/// for virtual threads; they throw an [AccountsException] when the disk can't be read or written.
/// Malformed arguments and unavailable names are refused before anything is hashed. Each try counts
/// for its address; a try beyond the limit is refused before any other work.
public final class SignUps {
  private final Accounts accounts;
  private final Names names;
  private final Tokens tokens;
  private final Guests guests;
  private final GuestConfig guestConfig;
  private final PasswordHashing hashing;
  private final Throttle throttle;
  private final Admissions admissions;
  private final Invitations invitations;
  private final Memberships memberships;
  private final AuditLog audit;
  private final InstantSource clock;

  SignUps(
      Accounts accounts,
      Names names,
      Tokens tokens,
      Guests guests,
      GuestConfig guestConfig,
      PasswordHashing hashing,
      Throttle throttle,
      Admissions admissions,
      Invitations invitations,
      Memberships memberships,
      AuditLog audit,
      InstantSource clock) {
    this.accounts = accounts;
    this.names = names;
    this.tokens = tokens;
    this.guests = guests;
    this.guestConfig = guestConfig;
    this.hashing = hashing;
    this.throttle = throttle;
    this.admissions = admissions;
    this.invitations = invitations;
    this.memberships = memberships;
    this.audit = audit;
    this.clock = clock;
  }

  /// The code with which a user registers as the administrator; empty when the server has one.
  public Optional<String> adminCode() {
    return admissions.adminCode();
  }

  public Registration registration() {
    return admissions.registration();
  }

  /// Creates an account and signs in.
  public SignInOutcome register(RegistrationForm form, InetAddress from) {
    return admitted(
        form,
        from,
        (name, admission) -> {
          User account = new User(UUID.randomUUID(), name, admission.verdict.kind());
          return whileNameIsTaken(
              account, refused -> refused, () -> addAccount(account, admission));
        });
  }

  /// Makes a guest an account with the same id, and signs in. The guest's rooms and streams are the
  /// account's then, and the guest's token is replaced. A refusal leaves the guest as it was.
  ///
  /// @param form its name is the guest's, or a free one
  public SignInOutcome upgrade(Identity guest, RegistrationForm form, InetAddress from) {
    return admitted(
        form,
        from,
        (name, admission) -> {
          User account = new User(guest.user().id(), name, admission.verdict.kind());
          Supplier<SignInOutcome> upgrade = () -> upgrade(guest, account, admission);
          // Nobody else can take the guest's own name: the store has it.
          return name.equals(guest.user().name())
              ? upgrade.get()
              : whileNameIsTaken(account, refused -> refused, upgrade);
        });
  }

  /// A person who may have an account.
  private record Admission(
      Password password, String label, InetAddress from, Verdict.Admitted verdict) {}

  private SignInOutcome admitted(
      RegistrationForm form,
      InetAddress from,
      BiFunction<UserName, Admission, SignInOutcome> register) {
    long waitMs = throttle.tryRegistration(from);
    if (waitMs > 0) {
      return Refusal.throttled(waitMs);
    }
    Optional<Refusal> labelRefusal = Tokens.checkLabel(form.label());
    if (labelRefusal.isPresent()) {
      return labelRefusal.get();
    }
    return checked(
        form.name(),
        form.password(),
        refused -> refused,
        (wanted, chosen) ->
            switch (admissions.check(form.adminCode(), form.invitation(), from)) {
              case Verdict.Refused(Refusal refusal) -> refusal;
              case Verdict.Admitted verdict ->
                  register.apply(wanted, new Admission(chosen, form.label(), from, verdict));
            });
  }

  private static <T> T checked(
      String name,
      String password,
      Function<? super Refusal, T> refused,
      BiFunction<UserName, Password, T> valid) {
    return switch (UserName.checkNew(name)) {
      case UserName.Check.Refused(String sentence) ->
          refused.apply(Refusal.of(Reason.NAME_INVALID, sentence));
      case UserName.Check.Valid(UserName wanted) ->
          switch (Password.checkNew(password)) {
            case Password.Check.Refused(String sentence) ->
                refused.apply(Refusal.of(Reason.PASSWORD_INVALID, sentence));
            case Password.Check.Valid(Password chosen) -> valid.apply(wanted, chosen);
          };
    };
  }

  private SignInOutcome addAccount(User account, Admission admission) {
    Tokens.Issued issued = tokens.issue(account, admission.label, admission.from);
    return addAccount(
        account, admission, issued, accounts::addAccount, Names.inUse(account.name()));
  }

  private SignInOutcome upgrade(Identity guest, User account, Admission admission) {
    Tokens.Issued issued =
        tokens.replace(guest.tokenId(), account, admission.label, admission.from);
    return addAccount(
        account,
        admission,
        issued,
        added -> upgrade(guest.user(), added),
        account.name().equals(guest.user().name())
            ? Names.confusable(account.name())
            : Names.inUse(account.name()));
  }

  private Addition upgrade(User guest, NewAccount account) {
    Addition outcome = guests.upgrade(guest, account.user(), () -> accounts.upgradeGuest(account));
    if (outcome == Addition.ADDED) {
      memberships.upgraded(guest, account.user());
    }
    return outcome;
  }

  /// @param ifTaken the refusal when the name is taken
  private SignInOutcome addAccount(
      User account,
      Admission admission,
      Tokens.Issued issued,
      Function<NewAccount, Addition> add,
      Refusal ifTaken) {
    Optional<String> hash = hashing.hash(admission.password);
    if (hash.isEmpty()) {
      return Refusal.busy();
    }
    StoredToken token = issued.stored();
    Verdict.Admitted verdict = admission.verdict;
    NewAccount added =
        new NewAccount(account, hash.get(), token.info().createdMs(), token, verdict.hash());
    Addition outcome =
        audit.act(
            new Actor.ByAccount(account),
            AuditAction.ACCOUNT_REGISTERED,
            account,
            verdict.details(),
            () -> add.apply(added),
            result -> result != Addition.ADDED);
    return switch (outcome) {
      case ADDED -> {
        if (account.kind() == UserKind.ADMINISTRATOR) {
          admissions.administratorAdded();
        }
        if (verdict.invitation() != null) {
          invitations.used(verdict.invitation(), account);
        }
        yield issued.to(account, tokens.issueDeviceToken(account, hash.get()));
      }
      case NAME_TAKEN -> ifTaken;
      case ADMINISTRATOR_EXISTS -> Admissions.WRONG_ADMIN_CODE;
      case INVITATION_ENDED -> Admissions.WRONG_INVITATION;
      case GUEST_ENDED ->
          Refusal.of(Reason.GUEST_ENDED, "You are no guest any more. Please sign in again.");
    };
  }

  /// Creates an account for the operator, whoever else may register. It is signed in nowhere.
  ///
  /// @return empty when the account was added
  public Optional<Refusal> add(String name, String password) {
    return checked(
        name,
        password,
        Optional::of,
        (wanted, chosen) -> {
          User account = new User(UUID.randomUUID(), wanted, UserKind.ACCOUNT);
          return whileNameIsTaken(account, Optional::of, () -> addAccount(account, chosen));
        });
  }

  private Optional<Refusal> addAccount(User account, Password password) {
    Optional<String> hash = hashing.hash(password);
    if (hash.isEmpty()) {
      return Optional.of(Refusal.busy());
    }
    NewAccount added = new NewAccount(account, hash.get(), clock.millis(), /* token= */ null, null);
    Addition outcome =
        audit.act(
            Actor.OPERATOR,
            AuditAction.ACCOUNT_ADDED,
            account,
            Map.of(),
            () -> accounts.addAccount(added),
            result -> result != Addition.ADDED);
    return switch (outcome) {
      case ADDED -> Optional.empty();
      case NAME_TAKEN -> Optional.of(Names.inUse(account.name()));
      case ADMINISTRATOR_EXISTS, INVITATION_ENDED, GUEST_ENDED ->
          throw new IllegalStateException("an account without an invitation");
    };
  }

  public boolean areGuestsAllowed() {
    return guestConfig.allowed();
  }

  /// Creates a guest and signs in.
  ///
  /// @param label the client's name for itself
  public SignInOutcome asGuest(String name, String label, InetAddress from) {
    if (!guestConfig.allowed()) {
      return Refusal.of(
          Reason.NO_GUESTS, "This server takes no guests. Please register an account.");
    }
    long waitMs = throttle.tryGuest(from);
    if (waitMs > 0) {
      return Refusal.throttled(waitMs);
    }
    Optional<Refusal> labelRefusal = Tokens.checkLabel(label);
    if (labelRefusal.isPresent()) {
      return labelRefusal.get();
    }
    return switch (UserName.checkGuest(name)) {
      case UserName.Check.Refused(String sentence) -> Refusal.of(Reason.NAME_INVALID, sentence);
      case UserName.Check.Valid(UserName wanted) -> asGuest(wanted, label, from);
    };
  }

  private SignInOutcome asGuest(UserName name, String label, InetAddress from) {
    User guest = new User(UUID.randomUUID(), name, UserKind.GUEST);
    return whileNameIsTaken(guest, refused -> refused, () -> addGuest(guest, label, from));
  }

  private SignInOutcome addGuest(User guest, String label, InetAddress from) {
    Tokens.Issued issued = tokens.issue(guest, label, from);
    // Admit the guest first: when a failed write leaves unknown whether the guest is stored, the
    // guest ends as any other.
    Optional<Refusal> refusal = guests.admit(guest, issued.stored().info().id(), from);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    return switch (accounts.addGuest(guest, issued.stored())) {
      case ADDED -> issued.to(guest, /* deviceToken= */ "");
      case NAME_TAKEN -> {
        guests.dismiss(guest);
        yield Names.inUse(guest.name());
      }
      case ADMINISTRATOR_EXISTS, INVITATION_ENDED, GUEST_ENDED ->
          throw new IllegalStateException("a guest is not an administrator");
    };
  }

  private <T> T whileNameIsTaken(User user, Function<? super Refusal, T> refused, Supplier<T> add) {
    // A name that is lost meanwhile is taken again with the user.
    Optional<Refusal> refusal = names.take(user.name(), user.id(), () -> {});
    if (refusal.isPresent()) {
      return refused.apply(refusal.get());
    }
    try {
      return add.get();
    } finally {
      names.release(user.name(), user.id());
    }
  }
}

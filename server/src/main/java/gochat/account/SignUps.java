package gochat.account;

import gochat.account.Accounts.Credentials;
import gochat.account.Accounts.NewAccount;
import gochat.account.Refusal.Reason;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Creates users: accounts by registration or for the operator, and guests.
///
/// Safe for all threads. All methods may wait for the disk or for a password's hash, so they are
/// for virtual threads; they throw an [AccountsException] when the disk can't be read or written.
/// Malformed arguments and unavailable names are refused before anything is hashed. Each try counts
/// for its address; a try beyond the limit is refused before any other work.
public final class SignUps {
  private static final Refusal WRONG_ADMIN_CODE =
      Refusal.of(
          Reason.WRONG_ADMIN_CODE,
          "The admin code is not valid. The server prints a new one at each start as long as there"
              + " is no administrator; it works once.");

  private static final Refusal INVITATION_NEEDED =
      Refusal.of(
          Reason.INVITATION_NEEDED,
          "This server takes new accounts by invitation only. Ask an administrator of the server.");

  private static final Refusal NO_REGISTRATION =
      Refusal.of(
          Reason.NO_REGISTRATION,
          "Nobody can register at this server. Ask an administrator of the server for an account.");

  private final Accounts accounts;
  private final Names names;
  private final Tokens tokens;
  private final Guests guests;
  private final Registration registration;
  private final GuestConfig guestConfig;
  private final PasswordHashing hashing;
  private final Throttle throttle;
  private final OtherServers others;
  private final InstantSource clock;

  /// The code with which a user registers as the administrator, null when the server has one. It is
  /// never stored; other servers of the same accounts know its hash. Each start of the server makes
  /// a new one until there is an administrator, so an operator who lost it restarts the server. The
  /// store accepts one administrator only; therefore the registration uses the code up.
  private volatile @Nullable SecretCode adminCode;

  SignUps(
      Accounts accounts,
      Names names,
      Tokens tokens,
      Guests guests,
      Registration registration,
      GuestConfig guestConfig,
      PasswordHashing hashing,
      Throttle throttle,
      OtherServers others,
      InstantSource clock,
      @Nullable SecretCode adminCode) {
    this.accounts = accounts;
    this.names = names;
    this.tokens = tokens;
    this.guests = guests;
    this.registration = registration;
    this.guestConfig = guestConfig;
    this.hashing = hashing;
    this.throttle = throttle;
    this.others = others;
    this.clock = clock;
    this.adminCode = adminCode;
  }

  /// The code with which a user registers as the administrator; empty when the server has one.
  public Optional<String> adminCode() {
    return Optional.ofNullable(adminCode).map(SecretCode::text);
  }

  public Registration registration() {
    return registration;
  }

  /// Creates an account and signs in.
  ///
  /// @param code the administrator's code; empty for an ordinary account
  /// @param label the client's name for itself
  public SignInOutcome register(
      String name, String password, String code, String label, InetAddress from) {
    long waitMs = throttle.tryRegistration(from);
    if (waitMs > 0) {
      return Refusal.throttled(waitMs);
    }
    Optional<Refusal> labelRefusal = Tokens.checkLabel(label);
    if (labelRefusal.isPresent()) {
      return labelRefusal.get();
    }
    return checked(
        name,
        password,
        refused -> refused,
        (wanted, chosen) -> register(wanted, chosen, code, label));
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

  private SignInOutcome register(UserName name, Password password, String code, String label) {
    Optional<Refusal> refusal = checkAdmission(code);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    UserKind kind = code.isEmpty() ? UserKind.ACCOUNT : UserKind.ADMINISTRATOR;
    User account = new User(UUID.randomUUID(), name, kind);
    return whileNameIsTaken(
        account, refused -> refused, () -> addAccount(account, password, label));
  }

  private Optional<Refusal> checkAdmission(String code) {
    if (!code.isEmpty()) {
      return isAdminCode(code) ? Optional.empty() : Optional.of(WRONG_ADMIN_CODE);
    }
    return switch (registration) {
      case OPEN -> Optional.empty();
      case INVITE -> Optional.of(INVITATION_NEEDED);
      case OFF -> Optional.of(NO_REGISTRATION);
    };
  }

  private boolean isAdminCode(String typed) {
    SecretCode code = adminCode;
    return code != null && (code.matches(typed) || others.isAdminCode(SecretCode.hash(typed)));
  }

  private SignInOutcome addAccount(User account, Password password, String label) {
    Optional<String> hash = hashing.hash(password);
    if (hash.isEmpty()) {
      return Refusal.busy();
    }
    Tokens.Issued issued = tokens.issue(account, label);
    return switch (accounts.addAccount(account, hash.get(), issued.stored())) {
      case ADDED -> {
        if (account.kind() == UserKind.ADMINISTRATOR) {
          adminCode = null;
        }
        yield issued.to(account, tokens.issueDeviceToken(new Credentials(account, hash.get())));
      }
      case NAME_TAKEN -> Names.inUse(account.name());
      case ADMINISTRATOR_EXISTS -> WRONG_ADMIN_CODE;
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
    NewAccount added = new NewAccount(account, hash.get(), clock.millis(), /* token= */ null);
    return switch (accounts.addAccount(added)) {
      case ADDED -> Optional.empty();
      case NAME_TAKEN -> Optional.of(Names.inUse(account.name()));
      case ADMINISTRATOR_EXISTS ->
          throw new IllegalStateException("an account is not an administrator");
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
    Tokens.Issued issued = tokens.issue(guest, label);
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
      case ADMINISTRATOR_EXISTS ->
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

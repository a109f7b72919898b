package gochat.account;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.SignInOutcome.SignedIn;
import gochat.limit.NetworkList;
import gochat.store.memory.MemoryStore;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A server's identities over accounts in memory and virtual time.
final class IdentitiesFixture implements AutoCloseable {
  static final String PASSWORD = "correct horse";
  static final String WRONG = "battery staple";
  static final InetAddress HOME = address("192.0.2.1");
  static final InetAddress ELSEWHERE = address("198.51.100.7");
  static final int GUESTS_MAX = 3;
  static final int HASHES_AT_ONCE = 2;
  static final int HASHES_WAITING = 4;

  final VirtualTime time = new VirtualTime();
  final CountingHash hash = new CountingHash();
  final Accounts accounts;
  final List<User> ended = new ArrayList<>();
  Consumer<User> onGuestEnded = ended::add;
  Identities identities;

  IdentitiesFixture() {
    this(MemoryStore.create(1).accounts());
  }

  IdentitiesFixture(Accounts accounts) {
    this.accounts = accounts;
    identities = start(new GuestConfig(true, GUESTS_MAX, GUESTS_MAX));
  }

  private Identities start(GuestConfig config) {
    return new Identities(
        accounts,
        config,
        NetworkList.parse("127.0.0.0/8"),
        guest -> onGuestEnded.accept(guest),
        new PasswordHashing(hash, HASHES_AT_ONCE, HASHES_WAITING, PasswordHashing.IDLE_MS_MAX),
        time,
        time::nanoTime);
  }

  void restart() {
    restart(new GuestConfig(true, GUESTS_MAX, GUESTS_MAX));
  }

  void restart(GuestConfig config) {
    identities.close();
    identities = start(config);
  }

  SignInOutcome register(String name) {
    return register(name, PASSWORD, "");
  }

  SignInOutcome register(String name, String password, String code) {
    return identities.signUps().register(name, password, code, "a test", HOME);
  }

  SignInOutcome asGuest(String name) {
    return identities.signUps().asGuest(name, "a test", HOME);
  }

  SignInOutcome signIn(String name, String password) {
    return signIn(name, password, HOME);
  }

  SignInOutcome signIn(String name, String password, InetAddress from) {
    return identities.signIns().signIn(name, password, "", "a test", from);
  }

  /// Signs in from the device that got `before`.
  SignInOutcome signIn(String name, String password, SignedIn before, InetAddress from) {
    return identities.signIns().signIn(name, password, before.deviceToken(), "a test", from);
  }

  /// A different address for each number.
  static InetAddress address(int number) {
    return address("203.%d.%d.%d".formatted(number >> 16, (number >> 8) & 0xff, number & 0xff));
  }

  static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static UserName name(String typed) {
    return ((UserName.Check.Valid) UserName.check(typed)).name();
  }

  static SignedIn signedIn(Object outcome) {
    assertThat(outcome).isInstanceOf(SignedIn.class);
    return (SignedIn) outcome;
  }

  static Refusal refused(Object outcome, Refusal.Reason reason) {
    assertThat(outcome).isInstanceOf(Refusal.class);
    Refusal refusal = (Refusal) outcome;
    assertThat(refusal.reason()).isEqualTo(reason);
    return refusal;
  }

  @Override
  public void close() {
    identities.close();
  }
}

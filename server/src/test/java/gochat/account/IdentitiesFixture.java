package gochat.account;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.AuditLog.Actor;
import gochat.account.SignInOutcome.SignedIn;
import gochat.limit.NetworkList;
import gochat.room.AuditAction;
import gochat.room.AuditDetail;
import gochat.store.Store;
import gochat.store.memory.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A server's identities over accounts in memory and virtual time. It has no threads until it
/// hashes a password.
public final class IdentitiesFixture implements AutoCloseable {
  static final String PASSWORD = "correct horse";
  static final String WRONG = "battery staple";
  static final InetAddress HOME = address("192.0.2.1");
  static final InetAddress ELSEWHERE = address("198.51.100.7");
  static final int GUESTS_MAX = 3;
  static final int HASHES_AT_ONCE = 2;
  static final int HASHES_WAITING = 4;

  final VirtualTime time;
  final CountingHash hash = new CountingHash();
  final Accounts accounts;
  final InvitationStore invitations;
  private final OtherServers others;
  final List<User> ended = new ArrayList<>();

  /// The deleted accounts, which left their rooms.
  final List<User> closed = new ArrayList<>();

  /// The guests that became accounts, with their names as accounts.
  final List<String> upgraded = new ArrayList<>();

  /// The accounts that joined rooms, with the rooms.
  final List<String> joined = new ArrayList<>();

  /// The entries of the audit log.
  final List<String> audited = new ArrayList<>();

  /// Runs before an entry is recorded.
  Runnable onAudit = () -> {};

  Consumer<User> onGuestEnded = ended::add;
  Identities identities;
  private final InstantSource clock;
  Registration registration = Registration.OPEN;

  IdentitiesFixture() {
    this(MemoryStore.create(1));
  }

  private IdentitiesFixture(Store store) {
    this(store, OtherServers.NONE, new VirtualTime());
  }

  /// One of several servers.
  IdentitiesFixture(Store store, OtherServers others, VirtualTime time) {
    this(store.accounts(), store.invitations(), others, time, time);
  }

  IdentitiesFixture(Accounts accounts) {
    this(accounts, new VirtualTime());
  }

  private IdentitiesFixture(Accounts accounts, VirtualTime time) {
    this(accounts, MemoryStore.create(1).invitations(), OtherServers.NONE, time, time);
  }

  /// @param clock of the tokens
  public IdentitiesFixture(Accounts accounts, InstantSource clock) {
    this(accounts, OtherServers.NONE, clock);
  }

  /// @param clock of the tokens
  public IdentitiesFixture(Accounts accounts, OtherServers others, InstantSource clock) {
    this(accounts, MemoryStore.create(1).invitations(), others, clock, new VirtualTime());
  }

  private IdentitiesFixture(
      Accounts accounts,
      InvitationStore invitations,
      OtherServers others,
      InstantSource clock,
      VirtualTime time) {
    this.accounts = accounts;
    this.invitations = invitations;
    this.others = others;
    this.clock = clock;
    this.time = time;
    identities = start(new GuestConfig(true, GUESTS_MAX, GUESTS_MAX));
  }

  private void audit(
      Actor actor, AuditAction action, @Nullable User account, Map<AuditDetail, String> details) {
    onAudit.run();
    String by =
        switch (actor) {
          case Actor.ByAccount(User user) -> user.name().toString();
          case Actor.Operator _ -> "operator";
          case Actor.Server _ -> "server";
        };
    audited.add(by + " " + action + (account == null ? "" : " " + account.name()) + " " + details);
  }

  /// A count of its own, which records in the same audit log.
  FailedTries failedTries() {
    return new FailedTries(this::audit, time::nanoTime);
  }

  private Identities start(GuestConfig config) {
    return new Identities(
        accounts,
        invitations,
        others,
        registration,
        config,
        NetworkList.parse("127.0.0.0/8"),
        new Memberships() {
          @Override
          public void end(User guest) {
            onGuestEnded.accept(guest);
          }

          @Override
          public void close(User account) {
            closed.add(account);
          }

          @Override
          public void upgraded(User guest, User account) {
            upgraded.add(guest.name() + " as " + account.name());
          }

          @Override
          public void begin(User account, List<String> rooms) {
            joined.add(account.name() + " in " + rooms);
          }
        },
        this::audit,
        new PasswordHashing(hash, HASHES_AT_ONCE, HASHES_WAITING, PasswordHashing.IDLE_MS_MAX),
        clock,
        time::nanoTime);
  }

  public Names names() {
    return identities.names();
  }

  public Tokens tokens() {
    return identities.tokens();
  }

  /// Adds `user` with a token and without a password.
  ///
  /// @return the token
  public String register(User user) {
    Tokens.Issued issued = tokens().issue(user, "", InetAddress.getLoopbackAddress());
    assertThat(accounts.addAccount(user, "", issued.stored())).isEqualTo(Accounts.Addition.ADDED);
    return issued.token().text();
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
    return register(name, password, code, "");
  }

  SignInOutcome register(String name, String password, String code, String invitation) {
    return identities
        .signUps()
        .register(new RegistrationForm(name, password, code, invitation, "a test"), HOME);
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

  public static UserName name(String typed) {
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

  /// Accounts that report each call to the test before they run it; the test may make it fail.
  ///
  /// @param onCall called with the name of the method
  public static Accounts watched(Accounts accounts, Consumer<String> onCall) {
    return (Accounts)
        Proxy.newProxyInstance(
            Accounts.class.getClassLoader(),
            new Class<?>[] {Accounts.class},
            (_, method, arguments) -> {
              onCall.accept(method.getName());
              try {
                return method.invoke(accounts, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /// Accounts whose answers the test may change.
  ///
  /// @param answer called with the name of the method and what it returned
  static Accounts answering(
      Accounts accounts, BiFunction<String, @Nullable Object, @Nullable Object> answer) {
    return (Accounts)
        Proxy.newProxyInstance(
            Accounts.class.getClassLoader(),
            new Class<?>[] {Accounts.class},
            (_, method, arguments) -> {
              try {
                return answer.apply(method.getName(), method.invoke(accounts, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public void close() {
    identities.close();
  }

  /// A wall clock and a monotonic clock, which move only when a test moves them.
  static final class VirtualTime implements InstantSource {
    private volatile Instant instant = Instant.parse("2026-01-01T00:00:00Z");
    private volatile long nanos = Long.MAX_VALUE - 1_000;

    @Override
    public Instant instant() {
      return instant;
    }

    /// Starts near the end of the range, to prove that an overflow does no harm.
    long nanoTime() {
      return nanos;
    }

    synchronized void pass(Duration duration) {
      jump(duration);
      nanos += duration.toNanos();
    }

    /// Sets the wall clock; no time passes.
    synchronized void jump(Duration duration) {
      instant = instant.plus(duration);
    }
  }

  /// A cheap hash that counts its uses and can be paused.
  static final class CountingHash implements PasswordHash {
    private final AtomicInteger uses = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger runningMax = new AtomicInteger();
    private final Semaphore permits = new Semaphore(Integer.MAX_VALUE);

    @Override
    public String of(Password password) {
      use();
      return "hash of " + new String(password.bytes(), StandardCharsets.UTF_8);
    }

    @Override
    public boolean matches(Password password, String stored) {
      use();
      return stored.equals("hash of " + new String(password.bytes(), StandardCharsets.UTF_8));
    }

    @Override
    public String unmatchable() {
      return "nothing";
    }

    private void use() {
      uses.incrementAndGet();
      int now = running.incrementAndGet();
      runningMax.accumulateAndGet(now, Math::max);
      permits.acquireUninterruptibly();
      permits.release();
      running.decrementAndGet();
    }

    int uses() {
      return uses.get();
    }

    int running() {
      return running.get();
    }

    int runningMax() {
      return runningMax.get();
    }

    /// Pauses all hashing until [#go].
    void stop() {
      permits.drainPermits();
    }

    void go() {
      permits.release(Integer.MAX_VALUE);
    }
  }
}

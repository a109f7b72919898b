package gochat.account;

import static gochat.account.IdentitiesFixture.name;
import static gochat.account.IdentitiesFixture.refused;
import static gochat.account.IdentitiesFixture.signedIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.account.Refusal.Reason;
import java.net.InetAddress;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Accounts, guests and streams at two servers share the names.
class NamesOfTwoServersTest {
  private static final UUID STREAM = UUID.randomUUID();
  private static final int ROUNDS = 20;

  @SuppressWarnings("NullAway.Init") // set before each test
  private TwoServers servers;

  @BeforeEach
  void start() throws SQLException {
    servers = new TwoServers();
  }

  @AfterEach
  void stop() {
    servers.close();
  }

  @Test
  void theNameOfAStreamIsInUseAtTheOtherServerToo() {
    assertThat(take(servers.first, "Bob", STREAM)).isTrue();

    assertThat(take(servers.second, "BOB", UUID.randomUUID())).isFalse();
    refused(servers.second.register("bob"), Reason.NAME_IN_USE);
    refused(servers.second.asGuest("Bob"), Reason.NAME_IN_USE);
  }

  @Test
  void aNameThatAStreamReleasesIsFree() {
    assertThat(take(servers.first, "Bob", STREAM)).isTrue();
    servers.first.names().release(name("Bob"), STREAM);

    await().until(() -> servers.second.asGuest("Bob") instanceof SignInOutcome.SignedIn);
  }

  @Test
  void aNameThatIsReleasedWhileTheDatabaseIsAwayIsFreeAfterwards() throws SQLException {
    assertThat(take(servers.first, "Bob", STREAM)).isTrue();
    servers.breakConnections();
    servers.first.names().release(name("Bob"), STREAM);

    await()
        .ignoreExceptionsInstanceOf(AccountsException.class)
        .until(() -> take(servers.second, "Bob", UUID.randomUUID()));
  }

  @Test
  void theNextStreamAtTheSameServerGetsTheNameAtOnceAndKeepsIt() {
    assertThat(take(servers.first, "Bob", STREAM)).isTrue();
    UUID holder = STREAM;
    for (int i = 0; i < ROUNDS; i++) {
      servers.first.names().release(name("Bob"), holder);
      holder = UUID.randomUUID();
      assertThat(take(servers.first, "Bob", holder)).isTrue();
    }

    // The last of what was released.
    assertThat(take(servers.first, "Ann", STREAM)).isTrue();
    servers.first.names().release(name("Ann"), STREAM);
    await().until(() -> take(servers.second, "Ann", UUID.randomUUID()));
    assertThat(take(servers.second, "Bob", UUID.randomUUID())).isFalse();
  }

  @Test
  void oneOfManyGetsAName() throws Exception {
    GuestConfig unlimited = new GuestConfig(true, 1_000, 1_000);
    servers.first.restart(unlimited);
    servers.second.restart(unlimited);
    for (int i = 0; i < ROUNDS; i++) {
      String name = "name" + i;
      List<Boolean> successes =
          together(
              List.of(
                  () -> take(servers.first, name, UUID.randomUUID()),
                  () -> take(servers.second, name, UUID.randomUUID()),
                  () -> isSignedIn(servers.first.register(name)),
                  () -> isSignedIn(servers.second.register(name)),
                  () -> isSignedIn(servers.first.asGuest(name)),
                  () -> isSignedIn(servers.second.asGuest(name))));

      assertThat(successes).containsOnlyOnce(true);
    }
  }

  @Test
  void theNamesOfADeadServerAreFreeAndItsStreamsEnd() throws SQLException {
    AtomicInteger lost = new AtomicInteger();
    assertThat(servers.first.names().take(name("Bob"), STREAM, lost::incrementAndGet)).isEmpty();
    servers.findFirstDead();

    assertThat(take(servers.second, "Bob", UUID.randomUUID())).isTrue();
    await().until(() -> lost.get() == 1);
    servers.first.names().release(name("Bob"), STREAM);
    assertThat(take(servers.first, "Bob", UUID.randomUUID())).isFalse();
  }

  @Test
  void aRegistrationThatTakesLongerThanItsServerLivesDoesNotTakeTheNameOfAStream()
      throws Exception {
    servers.first.hash.stop();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      Future<SignInOutcome> registration = threads.submit(() -> servers.first.register("Bob"));
      await().until(() -> servers.first.hash.running() == 1);
      servers.findFirstDead();
      assertThat(take(servers.second, "Bob", STREAM)).isTrue();
      servers.first.hash.go();

      assertThat(isSignedIn(registration.get())).isFalse();
    }
    assertThat(servers.second.accounts.find(name("Bob"))).isEmpty();
  }

  @Test
  void aRefusedRegistrationLeavesTheNameFree() {
    signedIn(servers.first.register("home"));
    // With a Cyrillic letter.
    String confusable = "h\u043eme";
    User user = new User(UUID.randomUUID(), name(confusable), UserKind.ACCOUNT);
    StoredToken token =
        servers.first.tokens().issue(user, "", InetAddress.getLoopbackAddress()).stored();

    assertThat(servers.first.accounts.addAccount(user, "", token))
        .isEqualTo(Accounts.Addition.NAME_TAKEN);
    refused(servers.second.register(confusable), Reason.NAME_CONFUSABLE);
  }

  private static boolean take(IdentitiesFixture server, String name, UUID holder) {
    return server.names().take(name(name), holder, () -> {}).isEmpty();
  }

  private static boolean isSignedIn(SignInOutcome outcome) {
    return outcome instanceof SignInOutcome.SignedIn;
  }

  /// Runs the tasks at the same time.
  private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
    CyclicBarrier start = new CyclicBarrier(tasks.size());
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<T>> running = new ArrayList<>();
      for (Callable<T> task : tasks) {
        running.add(
            threads.submit(() -> {
              start.await();
              return task.call();
            }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : running) {
        results.add(result.get());
      }
      return results;
    }
  }
}

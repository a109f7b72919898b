package gochat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import gochat.bus.FakeBus;
import gochat.bus.FakeNetwork;
import gochat.bus.FakeNetwork.Faults;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UserLookUpTest {
  private final FakeNetwork network = new FakeNetwork(new Random(0), Faults.NONE);
  private final FakeBus hereBus = network.join();
  private final FakeBus thereBus = network.join();
  private final Server here = new Server(hereBus);
  private final Server there = new Server(thereBus);

  private static final class Server {
    final UserSubjects subjects;
    final UserLookUp lookUp;

    Server(FakeBus bus) {
      subjects = new UserSubjects(bus);
      lookUp = new UserLookUp(bus, subjects);
    }

    void connect(User user) {
      lookUp.connected(user);
      subjects.connected(user.id());
    }

    void disconnect(User user) {
      subjects.disconnected(user.id());
      lookUp.disconnected(user);
    }
  }

  private static User user(String name, UserKind kind) {
    return new User(UUID.randomUUID(), UserName.stored(name), kind);
  }

  private void run() {
    while (network.step()) {
      // Each step delivers something.
    }
  }

  private Optional<User> result(CompletableFuture<Optional<User>> search) {
    run();
    return search.join();
  }

  @ParameterizedTest
  @EnumSource
  void aUserAtAnotherServerIsFoundByNameAndById(UserKind kind) {
    User zoe = user("Zoë", kind);
    there.connect(zoe);
    run();

    Optional<User> byName = result(here.lookUp.find(UserName.stored("ZOË")));

    assertThat(byName).contains(zoe);
    assertThat(byName.orElseThrow().name()).hasToString("Zoë");
    assertThat(result(here.lookUp.find(zoe.id()))).contains(zoe);
  }

  @Test
  void aUserWhoHasLeftIsNotFound() {
    User bob = user("Bob", UserKind.GUEST);
    there.connect(bob);
    run();
    there.disconnect(bob);

    assertThat(result(here.lookUp.find(bob.name()))).isEmpty();
    assertThat(result(here.lookUp.find(bob.id()))).isEmpty();
  }

  @Test
  void theEndOfAnEarlierUserDoesNotTakeTheNameFromTheNextOne() {
    User before = user("Bob", UserKind.GUEST);
    User next = user("bob", UserKind.GUEST);
    there.connect(before);
    there.connect(next);
    there.disconnect(before);
    run();

    assertThat(result(here.lookUp.find(next.name()))).contains(next);
  }

  @Test
  void aServerThatDoesNotAnswerEndsTheSearchAfterTwoSeconds() {
    User bob = user("Bob", UserKind.GUEST);
    there.connect(bob);
    run();
    network.cut(hereBus, thereBus);

    CompletableFuture<Optional<User>> search = here.lookUp.find(bob.name());
    run();
    assertThat(search).isNotDone();
    network.pass(Duration.ofSeconds(2));

    assertThat(search.join()).isEmpty();
  }
}

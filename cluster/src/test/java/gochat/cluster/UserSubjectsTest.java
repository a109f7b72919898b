package gochat.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.bus.Answer;
import gochat.bus.FakeBus;
import gochat.bus.FakeNetwork;
import gochat.bus.FakeNetwork.Faults;
import gochat.bus.Subject;
import gochat.cluster.UserSubjects.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UserSubjectsTest {
  private static final UUID ALICE = new UUID(0, 1);
  private static final UUID BOB = new UUID(0, 2);

  private final FakeNetwork network = new FakeNetwork(new Random(0), Faults.NONE);
  private final FakeBus otherBus = network.join();
  private final UserSubjects here = new UserSubjects(network.join());
  private final UserSubjects other = new UserSubjects(otherBus);
  private final List<String> heard = new ArrayList<>();

  @BeforeEach
  void hear() {
    here.on(
        Kind.WHISPER,
        (user, content, reply) -> {
          heard.add(user + " " + UTF_8.decode(content));
          reply.send("heard".getBytes(UTF_8));
        });
    here.connected(ALICE);
    run();
  }

  private void run() {
    while (network.step()) {
      // Each step delivers something.
    }
  }

  @Test
  void aServerGetsTheMessagesOfItsUsers() {
    other.publish(ALICE, Kind.WHISPER, "to Alice".getBytes(UTF_8));
    other.publish(BOB, Kind.WHISPER, "to Bob".getBytes(UTF_8));
    run();

    assertThat(heard).containsExactly(ALICE + " to Alice");
  }

  @Test
  void aServerAnswersForItsUsers() {
    CompletableFuture<Answer> alices = ask(ALICE);
    CompletableFuture<Answer> bobs = ask(BOB);
    run();

    assertThat(alices.join()).isInstanceOf(Answer.Replied.class);
    assertThat(bobs.join()).isEqualTo(new Answer.Nobody());
  }

  @Test
  void aServerGetsNothingAfterTheLastStreamOfAUserHasEnded() {
    here.disconnected(ALICE);
    CompletableFuture<Answer> answer = ask(ALICE);
    run();

    assertThat(answer.join()).isEqualTo(new Answer.Nobody());
    assertThat(heard).isEmpty();
  }

  @Test
  void kindsOfLaterVersionsArePassedOver() {
    otherBus.publish(new Subject("u." + ALICE), new byte[] {127, 1});
    otherBus.publish(new Subject("u." + ALICE), new byte[0]);
    other.publish(ALICE, Kind.WHISPER, "known".getBytes(UTF_8));
    run();

    assertThat(heard).containsExactly(ALICE + " known");
  }

  private CompletableFuture<Answer> ask(UUID user) {
    return other.ask(user, Kind.WHISPER, new byte[0], Duration.ofSeconds(1));
  }
}

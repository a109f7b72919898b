package gochat.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.bus.FakeNetwork.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class FakeBusTest extends BusContract {
  private static final int STEPS_MAX = 100_000;

  private FakeNetwork network = new FakeNetwork(new Random(1), Faults.NONE);

  @Override
  protected Bus open() {
    return network.join();
  }

  @Override
  protected void until(BooleanSupplier condition) {
    for (int i = 0; !condition.getAsBoolean(); i++) {
      assertThat(i).as("steps").isLessThan(STEPS_MAX);
      if (!network.step()) {
        network.pass(Duration.ofMillis(100));
      }
    }
  }

  private void finish() {
    until(() -> !network.step());
  }

  @Test
  void aSeedRepeatsARun() {
    assertThat(run(7)).isEqualTo(run(7)).isNotEqualTo(run(8));
  }

  /// Two nodes publish to a third one.
  private List<String> run(long seed) {
    network = new FakeNetwork(new Random(seed), new Faults(0.1, 0.1));
    Bus a = join();
    Bus b = join();
    List<String> heard = new ArrayList<>();
    hear(join(), ROOM, heard);
    for (int i = 0; i < 50; i++) {
      publish(a, ROOM, "a" + i);
      publish(b, ROOM, "b" + i);
    }
    finish();
    return heard;
  }

  private void hear(Bus node, Subject subject, List<String> heard) {
    confirmed(node.subscribe(subject, (message, _) -> heard.add(new String(message, UTF_8))));
  }

  @Test
  void messagesGetLostAndComeTwice() {
    List<String> heard = run(1);

    assertThat(new HashSet<>(heard)).hasSizeBetween(70, 99);
    assertThat(heard).hasSizeGreaterThan(new HashSet<>(heard).size());
  }

  @Test
  void messagesOfDifferentNodesComeInAnyOrder() {
    network = new FakeNetwork(new Random(1), Faults.NONE);
    Bus a = join();
    Bus b = join();
    List<String> heard = hear(join(), ROOM);

    for (int i = 0; i < 50; i++) {
      publish(a, ROOM, "a" + i);
      publish(b, ROOM, "b" + i);
    }
    finish();

    assertThat(heard.indexOf("b0")).isNotEqualTo(heard.indexOf("a0") + 1);
    assertThat(heard.stream().filter(text -> text.startsWith("b")).toList())
        .isEqualTo(sequence("b"));
    assertThat(heard.stream().filter(text -> text.startsWith("a")).toList())
        .isEqualTo(sequence("a"));
    List<String> alternating = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      alternating.add("a" + i);
      alternating.add("b" + i);
    }
    assertThat(heard).isNotEqualTo(alternating);
  }

  private static List<String> sequence(String prefix) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(prefix + i);
    }
    return all;
  }

  @Test
  void aCutLosesOneDirectionUntilItIsMended() {
    FakeBus a = network.join();
    FakeBus b = network.join();
    List<String> atA = hear(a, ROOM);
    List<String> atB = hear(b, ROOM);
    AtomicInteger interruptions = new AtomicInteger();
    b.onInterrupted(interruptions::incrementAndGet);

    network.cut(a, b);
    publish(a, ROOM, "lost");
    publish(b, ROOM, "heard");
    finish();
    assertThat(atA).containsExactly("heard");
    assertThat(atB).isEmpty();
    assertThat(ask(a, ROOM, new byte[0], Duration.ofSeconds(2))).isEqualTo(new Answer.Silence());

    network.mend(a, b);
    publish(a, ROOM, "again");
    finish();
    assertThat(atB).containsExactly("again");
    assertThat(interruptions).hasValue(1);
  }

  @Test
  void aNodeThatConnectsAgainIsInterrupted() {
    FakeBus a = network.join();
    FakeBus b = network.join();
    List<String> heard = hear(b, ROOM);
    AtomicInteger interruptions = new AtomicInteger();
    b.onInterrupted(interruptions::incrementAndGet);

    publish(a, ROOM, "on its way");
    b.disconnect();
    publish(a, ROOM, "lost");
    assertThat(b.status().isConnected()).isFalse();
    b.reconnect();
    until(() -> interruptions.get() > 0);
    publish(a, ROOM, "again");
    finish();

    assertThat(heard).containsExactly("again");
    assertThat(interruptions).hasValue(1);
  }
}

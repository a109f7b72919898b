package gochat.client.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnconfirmedLinesTest {
  private static final long RECENT = UnconfirmedLines.RECENT_MS;
  private final UnconfirmedLines lines = new UnconfirmedLines();

  @Test
  void aStreamThatTheServerEndsMakesOnlyRecentLinesUncertain() {
    lines.begin(0);
    add("old", 1_000);
    add("recent", 1_001 + RECENT);
    assertThat(texts(1_001 + RECENT, false)).containsExactly("recent");
  }

  @Test
  void aTimeoutMakesAllLinesUncertainSinceTheLastFrame() {
    lines.begin(0);
    add("before", 1_000);
    lines.heard(2_000 + RECENT);
    add("after", 3_000 + RECENT);
    assertThat(texts(300_000, true)).containsExactly("after");
  }

  @Test
  void aStuckStreamMakesItsUnwrittenLinesUncertain() {
    lines.begin(0);
    add("written", 1_000);
    add("held", 2_000 + RECENT);
    lines.stuck(2_000 + RECENT);
    lines.heard(290_000);
    assertThat(texts(300_000, false)).containsExactly("held");

    lines.flowing();
    assertThat(texts(300_000, false)).isEmpty();
  }

  @Test
  void aNewStreamHoldsNothing() {
    lines.begin(0);
    add("old", 1);
    lines.begin(2);
    assertThat(texts(3, true)).isEmpty();
  }

  @Test
  void memoryIsBounded() {
    lines.begin(0);
    for (int i = 0; i <= UnconfirmedLines.LINES_MAX; i++) {
      add("line " + i, 1);
    }
    assertThat(lines.all()).hasSize(UnconfirmedLines.LINES_MAX);
    assertThat(texts(1, false)).doesNotContain("line 0").contains("line 1");
  }

  private void add(String text, long nowMs) {
    lines.add(ChatLine.toEverybody(text), nowMs);
  }

  private List<String> texts(long nowMs, boolean timedOut) {
    return lines.uncertain(nowMs, timedOut).stream().map(ChatLine::text).toList();
  }
}

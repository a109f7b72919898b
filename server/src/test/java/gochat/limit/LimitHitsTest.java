package gochat.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LimitHitsTest {
  private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z][A-Za-z]*Limit\\.([A-Z_]+)\\b");

  @Test
  void aUserWhoIsHeldBackCounts() {
    Limits limits = Limits.STANDARD.with(RateLimit.ACCOUNT_CHANGES, 1).with(RateLimit.BURST, 1);
    Allowance allowance =
        new Rates(limits, NetworkList.EMPTY, () -> 0)
            .user(UUID.randomUUID(), true, InetAddress.getLoopbackAddress());
    long before = LimitHits.of(RateLimit.ACCOUNT_CHANGES);

    assertThat(allowance.waitNanos()).isZero();
    assertThat(LimitHits.of(RateLimit.ACCOUNT_CHANGES)).isEqualTo(before);
    allowance.take(2, 0);
    assertThat(allowance.waitNanos()).isPositive();
    assertThat(LimitHits.of(RateLimit.ACCOUNT_CHANGES)).isEqualTo(before + 1);
  }

  @Test
  void aLimitThatIsNotListedIsNotCounted() {
    assertThatThrownBy(() -> LimitHits.count(RateLimit.BURST))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("rate.burst-seconds");
  }

  /// The rates are counted by their tables.
  @Test
  void everyListedLimitIsCountedSomewhereAndNoOther() throws IOException {
    Set<String> counted = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java/gochat"))) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(source);
        Matcher call = Pattern.compile("LimitHits\\.count\\(([^;]*);").matcher(text);
        while (call.find()) {
          CONSTANT.matcher(call.group(1)).results().forEach(name -> counted.add(name.group()));
        }
      }
    }
    Set<String> listed = new TreeSet<>();
    CONSTANT
        .matcher(Files.readString(Path.of("src/main/java/gochat/limit/LimitHits.java")))
        .results()
        .map(name -> name.group())
        .filter(name -> !name.startsWith("RateLimit."))
        .forEach(listed::add);

    assertThat(counted).isEqualTo(listed);
  }
}

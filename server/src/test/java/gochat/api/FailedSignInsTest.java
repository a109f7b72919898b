package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import gochat.limit.AccountLimit;
import gochat.limit.LimitTable.Holds;
import java.net.InetAddress;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FailedSignInsTest {
  private static final int LINES_MAX = AccountLimit.FAILURES_LOGGED.standardInt();
  private static final int LINES_OF_ADDRESS_MAX =
      AccountLimit.FAILURES_LOGGED_OF_ADDRESS.standardInt();

  private final Logger logger = (Logger) LoggerFactory.getLogger(FailedSignIns.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  private long nanos = Long.MAX_VALUE - 1_000;
  private final FailedSignIns failed = new FailedSignIns(() -> nanos);

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    // Hundreds of lines would fill the output of the tests.
    logger.setAdditive(false);
  }

  @AfterEach
  void stop() {
    logger.setAdditive(true);
    logger.detachAppender(lines);
  }

  @Test
  @Holds("account.failures-logged-of-address-per-minute-max")
  void aGuesserFillsTheLogWithAFewLinesAMinute() {
    for (int i = 0; i < 1_000; i++) {
      failed.addToken(address(1));
    }
    failed.addToken(address(2));

    assertThat(lines.list).hasSize(LINES_OF_ADDRESS_MAX + 1);

    nanos += Duration.ofMinutes(1).toNanos();
    failed.addToken(address(1));

    assertThat(lines.list).hasSize(LINES_OF_ADDRESS_MAX + 3);
    assertThat(text(LINES_OF_ADDRESS_MAX + 1))
        .isEqualTo(
            "more sign-ins failed and were not logged count=" + (1_000 - LINES_OF_ADDRESS_MAX));
    assertThat(text(LINES_OF_ADDRESS_MAX + 2))
        .isEqualTo("sign-in failed address=203.0.113.1 kind=token");
  }

  @Test
  @Holds("account.failures-logged-per-minute-max")
  void manyGuessersTogetherFillTheLogWithAFewLinesAMinute() {
    for (int i = 0; i < 2 * LINES_MAX; i++) {
      failed.addToken(address(i));
    }

    assertThat(lines.list).hasSize(LINES_MAX);
  }

  private String text(int line) {
    ILoggingEvent event = lines.list.get(line);
    return event.getFormattedMessage()
        + event.getKeyValuePairs().stream()
            .map(pair -> " " + pair.key + "=" + pair.value)
            .collect(Collectors.joining());
  }

  private static InetAddress address(int number) {
    return InetAddress.ofLiteral("203.%d.113.%d".formatted(number >> 8, number & 0xff));
  }
}

package gochat.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class LoggingTest {
  private static final String FORGED = "Bob\r\n2026-01-01 \u001b[2Jforged\u202e\u2028\u009b\u007f";
  private static final String INERT =
      "Bob\\r\\n2026-01-01 \\u001b[2Jforged\\u202e\\u2028\\u009b\\u007f";

  @AfterEach
  void restore() {
    Logging.set(LogFormat.TEXT, org.slf4j.event.Level.INFO);
  }

  @Test
  void aLineOfTextHasTimeLevelLoggerMessageAndKeys() {
    assertThat(
            line(
                LogFormat.TEXT,
                null,
                "started",
                new KeyValuePair("port", 1234),
                new KeyValuePair("dir", "/a b"),
                new KeyValuePair("empty", ""),
                new KeyValuePair("name", "张三")))
        .isEqualTo(
            "2026-01-02T03:04:05.678Z INFO  gochat.test started"
                + " port=1234 dir=\"/a b\" empty=\"\" name=张三\n");
  }

  @Test
  void aLineOfJsonHasTheSame() {
    assertThat(
            line(
                LogFormat.JSON,
                null,
                "started",
                new KeyValuePair("port", 1234),
                new KeyValuePair("dir", "a\"b\\c")))
        .isEqualTo(
            "{\"time\":\"2026-01-02T03:04:05.678Z\",\"level\":\"INFO\",\"logger\":\"gochat.test\","
                + "\"message\":\"started\",\"port\":1234,\"dir\":\"a\\\"b\\\\c\"}\n");
  }

  @Test
  void textOfAUserForgesNoLineInAnyPlace() {
    var thrown = new IllegalStateException(FORGED, new IllegalArgumentException(FORGED));
    for (LogFormat format : LogFormat.values()) {
      String line = line(format, thrown, FORGED, new KeyValuePair("name", FORGED));

      assertThat(line).contains(INERT).doesNotContain("\r", "\u001b", "\u202e", "\u2028", "\u009b");
      assertThat(line.lines().skip(1)).allMatch(rest -> rest.startsWith("\t"));
    }
  }

  @Test
  void anExceptionIsLoggedWithItsCause() {
    var thrown = new IllegalStateException("outer", new IllegalArgumentException("inner"));

    assertThat(line(LogFormat.TEXT, thrown, "failed").lines())
        .contains("\tjava.lang.IllegalStateException: outer")
        .contains("\tcaused by")
        .contains("\tjava.lang.IllegalArgumentException: inner");
    assertThat(line(LogFormat.JSON, thrown, "failed").lines()).hasSize(1);
  }

  @Test
  void theLevelIsThatOfOurLoggersAndLibrariesOnlyWarn() {
    Logging.set(LogFormat.TEXT, org.slf4j.event.Level.DEBUG);

    assertThat(LoggerFactory.getLogger("gochat.shard").isDebugEnabled()).isTrue();
    assertThat(LoggerFactory.getLogger("io.netty").isInfoEnabled()).isFalse();
    assertThat(LoggerFactory.getLogger("io.netty").isWarnEnabled()).isTrue();
  }

  @Test
  void linesOfLibrariesThatLogToTheJdkPassOurLog() {
    ListAppender<ILoggingEvent> appender = new ListAppender<>();
    appender.start();
    Logger root =
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    try {
      java.util.logging.Logger.getLogger("a.library").warning(FORGED);
      System.getLogger("another.library").log(System.Logger.Level.ERROR, FORGED);

      assertThat(appender.list)
          .extracting(ILoggingEvent::getLoggerName, ILoggingEvent::getFormattedMessage)
          // Other threads of this process may log meanwhile.
          .filteredOn(line -> line.toList().contains(FORGED))
          .containsExactly(tuple("a.library", FORGED), tuple("another.library", FORGED));
      assertThat(LogManager.getLogManager().getLogger("").getHandlers()).hasSize(1);
    } finally {
      root.detachAppender(appender);
    }
  }

  private static String line(
      LogFormat format, @Nullable Throwable thrown, String message, KeyValuePair... pairs) {
    Logger logger = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("gochat.test");
    var event = new LoggingEvent("", logger, Level.INFO, message, thrown, null);
    event.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
    for (KeyValuePair pair : pairs) {
      event.addKeyValuePair(pair);
    }
    return new LogLayout(format).doLayout(event);
  }
}

package gochat.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.event.KeyValuePair;

/// Writes each event as one line, so that text from users can't forge another line. Only stack
/// traces in [LogFormat#TEXT] take more lines, which begin with a tab.
final class LogLayout extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  private static final Pattern UNQUOTED = Pattern.compile("[^\\s=]+");

  private final LogFormat format;

  LogLayout(LogFormat format) {
    this.format = format;
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(200);
    switch (format) {
      case TEXT -> appendText(line, event);
      case JSON -> appendJson(line, event);
    }
    return line.append('\n').toString();
  }

  private static void appendText(StringBuilder line, ILoggingEvent event) {
    line.append(time(event))
        .append(String.format(" %-5s", event.getLevel()))
        .append(' ')
        .append(event.getLoggerName())
        .append(' ')
        .append(LogText.visible(event.getFormattedMessage()));
    for (KeyValuePair pair : pairs(event)) {
      String value = String.valueOf(pair.value);
      String quoted = LogText.quoted(value);
      boolean plain = quoted.length() == value.length() + 2 && UNQUOTED.matcher(value).matches();
      line.append(' ').append(pair.key).append('=').append(plain ? value : quoted);
    }
    if (event.getThrowableProxy() != null) {
      appendStack(line, "\n\t", event.getThrowableProxy());
    }
  }

  private static void appendJson(StringBuilder line, ILoggingEvent event) {
    line.append("{\"time\":\"").append(time(event)).append('"');
    appendMember(line, "level", event.getLevel().toString());
    appendMember(line, "logger", event.getLoggerName());
    appendMember(line, "message", event.getFormattedMessage());
    for (KeyValuePair pair : pairs(event)) {
      if (pair.value instanceof Number || pair.value instanceof Boolean) {
        line.append(',').append(LogText.quoted(pair.key)).append(':').append(pair.value);
      } else {
        appendMember(line, pair.key, String.valueOf(pair.value));
      }
    }
    if (event.getThrowableProxy() != null) {
      StringBuilder stack = new StringBuilder();
      appendStack(stack, "\n\t", event.getThrowableProxy());
      appendMember(line, "exception", stack.toString().strip());
    }
    line.append('}');
  }

  private static void appendMember(StringBuilder line, String key, String value) {
    line.append(',').append(LogText.quoted(key)).append(':').append(LogText.quoted(value));
  }

  private static void appendStack(StringBuilder line, String start, IThrowableProxy thrown) {
    line.append(start)
        .append(thrown.getClassName())
        .append(": ")
        .append(LogText.visible(String.valueOf(thrown.getMessage())));
    for (StackTraceElementProxy frame : thrown.getStackTraceElementProxyArray()) {
      line.append(start).append("  ").append(frame.getSTEAsString());
    }
    if (thrown.getCause() != null) {
      appendStack(line.append(start).append("caused by"), start, thrown.getCause());
    }
  }

  private static String time(ILoggingEvent event) {
    return TIME.format(event.getInstant());
  }

  private static List<KeyValuePair> pairs(ILoggingEvent event) {
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    return pairs == null ? List.of() : pairs;
  }
}

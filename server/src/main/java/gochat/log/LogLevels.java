package gochat.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.LoggerFactory;

/// The levels of the loggers of this process. Stateless; safe for all threads.
public final class LogLevels {
  /// The logger above all of GoChat's.
  public static final String OURS = "gochat";

  /// The names of the levels, from the one that logs least.
  public static final List<String> NAMES =
      List.of("off", "error", "warn", "info", "debug", "trace");

  private static final org.slf4j.Logger log = LoggerFactory.getLogger(LogLevels.class);

  private LogLevels() {}

  /// The loggers with a level of their own, and their levels as in [#NAMES]. The others have the
  /// level of the nearest one above them; `ROOT` is above all.
  public static SortedMap<String, String> chosen() {
    SortedMap<String, String> chosen = new TreeMap<>();
    for (Logger logger : context().getLoggerList()) {
      if (logger.getLevel() != null) {
        chosen.put(logger.getName(), logger.getLevel().toString().toLowerCase(Locale.ROOT));
      }
    }
    return chosen;
  }

  /// The names of all loggers so far, and of those above them.
  public static Set<String> loggers() {
    Set<String> names = new TreeSet<>();
    context().getLoggerList().forEach(logger -> names.add(logger.getName()));
    return names;
  }

  /// Changes the level of a logger, and of those below it that have none of their own.
  ///
  /// @param level one of [#NAMES]
  public static void set(String logger, String level) {
    context().getLogger(logger).setLevel(Level.valueOf(level));
    log.atInfo().addKeyValue("logger", logger).addKeyValue("to", level).log("log level changed");
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }
}

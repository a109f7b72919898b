package gochat.server;

import gochat.limit.ServerLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many files the system lets this process have open; a connection is one of them.
///
/// @param max empty when the system does not say
record OpenFiles(OptionalInt max) {
  /// For jars, the store, event loops, and connections that are told that they are too many. A
  /// server at rest has about a hundred open.
  private static final int RESERVED = ServerLimit.RESERVED_FILES.standardInt();

  /// Soft limit; the JVM has raised it to the hard one.
  private static final Pattern LIMIT = Pattern.compile("(?m)^Max open files +(\\d+)");

  /// On Linux. Elsewhere nothing is known.
  static OpenFiles ofThisProcess() {
    try {
      return parse(Files.readString(Path.of("/proc/self/limits")));
    } catch (IOException _) {
      return new OpenFiles(OptionalInt.empty());
    }
  }

  /// @param limits as in `/proc/PID/limits`
  static OpenFiles parse(String limits) {
    Matcher matcher = LIMIT.matcher(limits);
    return new OpenFiles(
        matcher.find()
            ? OptionalInt.of((int) Math.min(Long.parseLong(matcher.group(1)), Integer.MAX_VALUE))
            : OptionalInt.empty());
  }

  /// How many of `wanted` connections are possible: the rest of the server needs files too.
  ///
  /// @throws ConfigException when the rest of the server alone may find too few
  int connectionsMax(int wanted) {
    if (max.isEmpty()) {
      return wanted;
    }
    int files = max.getAsInt();
    if (files < RESERVED) {
      throw new ConfigException(
          "limit of open files: "
              + files
              + " (expected: at least "
              + RESERVED
              + "); raise it with"
              + " ulimit -n");
    }
    return Math.min(wanted, Math.max(files - RESERVED, files / 2));
  }
}

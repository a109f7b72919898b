package gochat.server;

import gochat.limit.ServerLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The most files that the system lets this process open. Each connection is one of them.
///
/// @param max empty when unknown
record OpenFiles(OptionalInt max) {
  /// Files for jars, the store, event loops, and connections that are being refused. An idle server
  /// has about a hundred files open.
  private static final int RESERVED = ServerLimit.RESERVED_FILES.standardInt();

  /// The soft limit, which the JVM has raised to the hard limit.
  private static final Pattern LIMIT = Pattern.compile("(?m)^Max open files +(\\d+)");

  /// The limit on Linux; unknown on other systems.
  static OpenFiles ofThisProcess() {
    try {
      return parse(Files.readString(Path.of("/proc/self/limits")));
    } catch (IOException _) {
      return new OpenFiles(OptionalInt.empty());
    }
  }

  /// @param limits the content of `/proc/PID/limits`
  static OpenFiles parse(String limits) {
    Matcher matcher = LIMIT.matcher(limits);
    return new OpenFiles(
        matcher.find()
            ? OptionalInt.of((int) Math.min(Long.parseLong(matcher.group(1)), Integer.MAX_VALUE))
            : OptionalInt.empty());
  }

  /// The number of connections that are possible, at most `wanted`, because the rest of the server
  /// needs files too.
  ///
  /// @throws ConfigException when the rest of the server alone may need more
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
    return Math.min(wanted, Math.max(files - RESERVED, files / 4));
  }
}

package gochat.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Figures of a process from Linux's `/proc`.
final class ProcessFigures {
  // USER_HZ is 100 on every Linux platform of today (proc(5)).
  private static final int US_PER_TICK = 10_000;

  private final Path directory;

  ProcessFigures(long pid) throws LoadException {
    directory = Path.of("/proc", Long.toString(pid));
    if (!Files.isDirectory(directory)) {
      throw new LoadException("--pid " + pid + ": no such process in /proc");
    }
  }

  /// User and system time of all threads, also of ended ones.
  long cpuUs() throws LoadException {
    return ticks(11, 12) * US_PER_TICK;
  }

  /// The same, with the time of the processes that it has started and that have ended.
  long cpuUsWithEnded() throws LoadException {
    return ticks(11, 14) * US_PER_TICK;
  }

  private long ticks(int first, int last) throws LoadException {
    String stat = read("stat").getFirst();
    // The second field, the command in parentheses, may contain blanks and parentheses.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Arrays.stream(fields, first, last + 1).mapToLong(Long::parseLong).sum();
  }

  long residentKb() throws LoadException {
    return number(read("status"), "VmRSS:");
  }

  long threads() throws LoadException {
    return number(read("status"), "Threads:");
  }

  long descriptors() throws LoadException {
    try (var open = Files.list(directory.resolve("fd"))) {
      return open.count();
    } catch (IOException e) {
      throw unreadable("fd", e);
    }
  }

  long descriptorsFree() throws LoadException {
    return number(read("limits"), "Max open files") - descriptors();
  }

  private long number(List<String> lines, String key) throws LoadException {
    for (String line : lines) {
      if (line.startsWith(key)) {
        return Long.parseLong(line.substring(key.length()).strip().split("\\s+", -1)[0]);
      }
    }
    throw new LoadException(directory + ": no line starts with " + key);
  }

  private List<String> read(String file) throws LoadException {
    try {
      return Files.readAllLines(directory.resolve(file));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private LoadException unreadable(String file, IOException e) {
    return new LoadException(
        "%s/%s cannot be read (%s): has the server ended?".formatted(directory, file, e));
  }
}

package gochat.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The name of a backup: its time, such as `gochat-20261129T104500Z` or
/// `gochat-20261129T104500Z.zip`. Their order is that of the backups.
///
/// @param time in whole seconds
/// @param number 1 for the first backup of this second
record BackupName(Instant time, int number, BackupFormat format) implements Comparable<BackupName> {
  /// The end of the name of what is not whole yet.
  static final String PARTIAL = ".partial";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern NAME =
      Pattern.compile("gochat-(?<time>\\d{8}T\\d{6}Z)(-(?<number>\\d{1,4}))?(?<zip>\\.zip)?");
  private static final Pattern UNFINISHED = Pattern.compile(NAME.pattern() + ".*\\.partial");
  private static final Comparator<BackupName> ORDER =
      Comparator.comparing(BackupName::time).thenComparingInt(BackupName::number);

  /// A name behind those of all backups of this second in `directory`.
  static BackupName next(Path directory, Instant now, BackupFormat format) throws IOException {
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    int taken =
        in(directory).stream()
            .filter(name -> name.time.equals(second))
            .mapToInt(BackupName::number)
            .max()
            .orElse(0);
    return new BackupName(second, taken + 1, format);
  }

  private static Optional<BackupName> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String number = matcher.group("number");
    return Optional.of(
        new BackupName(
            TIME.parse(matcher.group("time"), Instant::from),
            number == null ? 1 : Integer.parseInt(number),
            matcher.group("zip") == null ? BackupFormat.DIRECTORY : BackupFormat.ZIP));
  }

  /// The backups in `directory`, the oldest first; none when there is no such directory.
  static List<BackupName> in(Path directory) throws IOException {
    return names(directory).stream().flatMap(name -> parse(name).stream()).sorted().toList();
  }

  /// The remains of backups that were not finished.
  static List<Path> unfinished(Path directory) throws IOException {
    return names(directory).stream()
        .filter(name -> UNFINISHED.matcher(name).matches())
        .map(directory::resolve)
        .toList();
  }

  private static List<String> names(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Override
  public int compareTo(BackupName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "gochat-" + TIME.format(time) + (number == 1 ? "" : "-" + number) + format.suffix();
  }
}

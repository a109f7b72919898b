package gochat.store.sqlite;

import gochat.file.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The content of a file beside the database, which describes the database. A database that was
/// last opened by an unknown start, or that has fewer turns, is an older copy that took its place.
///
/// The file is written before the database. After a crash in between, the database still has the id
/// of the start before; therefore the file has both ids.
///
/// @param last the id of the last start
/// @param before the id that the database had before, null for none
/// @param turns the number of recorded turns when the file was written, at most that of the
///   database
record Starts(UUID last, @Nullable UUID before, long turns) {
  private static final Pattern FORMAT =
      Pattern.compile(
          """
          start (?<last>[-0-9a-f]{36})
          before (?<before>[-0-9a-f]{36}|none)
          turns (?<turns>\\d{1,18})
          """);

  static Path fileOf(Path database) {
    return database.resolveSibling(database.getFileName() + ".starts");
  }

  /// Empty when the file is missing or malformed, because another program changed it.
  static Optional<Starts> read(Path database) throws IOException {
    try {
      byte[] content = Files.readAllBytes(fileOf(database));
      Matcher matcher = FORMAT.matcher(new String(content, StandardCharsets.ISO_8859_1));
      return matcher.matches() ? Optional.of(parsed(matcher)) : Optional.empty();
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private static Starts parsed(Matcher matcher) {
    String before = matcher.group("before");
    return new Starts(
        UUID.fromString(matcher.group("last")),
        before.equals("none") ? null : UUID.fromString(before),
        Long.parseLong(matcher.group("turns")));
  }

  /// Writes the file durably.
  void write(Path database) throws IOException {
    String content =
        "start %s\nbefore %s\nturns %d\n".formatted(last, before == null ? "none" : before, turns);
    PrivateFiles.replace(fileOf(database), StandardCharsets.US_ASCII.encode(content));
  }

  Starts withTurns(long now) {
    return new Starts(last, before, now);
  }

  /// Whether this describes a database whose last start is `id` and that has `recorded` turns.
  boolean isOf(@Nullable UUID id, long recorded) {
    boolean isKnown = id == null ? before == null : id.equals(last) || id.equals(before);
    return isKnown && recorded >= turns;
  }
}

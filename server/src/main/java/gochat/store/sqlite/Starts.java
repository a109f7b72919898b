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

/// What a file beside the database knows of it. A database that was not opened by one of these
/// starts, or has recorded less, is an older copy that took its place.
///
/// There are two ids because the file is written before the database: after a crash in between, the
/// database still has the id of the start before.
///
/// @param last the id of the last start
/// @param before the id that the database had until then, null when it had none
/// @param turns how many turns were recorded when this was written; there may be more by now
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

  /// Empty when there is none, or it was changed by somebody else: nothing is known then.
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

  /// Durable when this returns.
  void write(Path database) throws IOException {
    String content =
        "start %s\nbefore %s\nturns %d\n".formatted(last, before == null ? "none" : before, turns);
    PrivateFiles.replace(fileOf(database), StandardCharsets.US_ASCII.encode(content));
  }

  Starts withTurns(long now) {
    return new Starts(last, before, now);
  }

  /// Whether a database that was opened last by the start `id` is the one that this was written
  /// for.
  boolean isOf(@Nullable UUID id, long recorded) {
    boolean isKnown = id == null ? before == null : id.equals(last) || id.equals(before);
    return isKnown && recorded >= turns;
  }
}

package gochat.client.v1;

import gochat.v1.Cursor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cursors as lines of text: epoch, seq and room, after a first line with the format.
final class CursorFile implements CursorStore {
  private static final Pattern LINE = Pattern.compile("([0-9]+) ([0-9]+) (\\S+)");

  private final StateFile file;

  CursorFile(Path file) {
    this.file = new StateFile(file, "gochat-cursors 1");
  }

  @Override
  public List<Cursor> load() {
    return file.read().orElse(List.of()).stream().map(this::cursor).toList();
  }

  private Cursor cursor(String line) {
    Matcher matcher = LINE.matcher(line);
    if (matcher.matches()) {
      try {
        return Cursor.newBuilder()
            .setEpoch(Long.parseLong(matcher.group(1)))
            .setSeq(Long.parseLong(matcher.group(2)))
            .setRoom(matcher.group(3))
            .build();
      } catch (NumberFormatException ignored) {
        // Reported below.
      }
    }
    throw new UncheckedIOException(
        new IOException(file + ": '" + line + "' (expected: epoch, seq and room)"));
  }

  @Override
  public void save(Collection<Cursor> cursors) {
    file.replace(
        cursors.stream()
            .map(cursor -> cursor.getEpoch() + " " + cursor.getSeq() + ' ' + cursor.getRoom())
            .toList());
  }
}

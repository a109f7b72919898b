package gochat.client.v1;

import gochat.v1.Cursor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cursors as lines of text: epoch, seq and room, after a first line with the format.
final class CursorFile implements CursorStore {
  private static final String FIRST_LINE = "gochat-cursors 1";
  private static final Pattern LINE = Pattern.compile("([0-9]+) ([0-9]+) (\\S+)");

  private final Path file;

  CursorFile(Path file) {
    this.file = file;
  }

  @Override
  public List<Cursor> load() {
    try {
      List<String> lines = Files.readAllLines(file);
      // Starting without cursors, at the ends of the logs, would skip the missed events.
      if (lines.isEmpty() || !lines.getFirst().equals(FIRST_LINE)) {
        throw new IOException(file + ": not a file of cursors (expected: '" + FIRST_LINE + "')");
      }
      return lines.stream().skip(1).map(this::cursor).toList();
    } catch (NoSuchFileException ignored) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
    for (Cursor cursor : cursors) {
      text.append(cursor.getEpoch())
          .append(' ')
          .append(cursor.getSeq())
          .append(' ')
          .append(cursor.getRoom())
          .append('\n');
    }
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      try (FileChannel channel =
          FileChannel.open(
              next,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        // Otherwise the new name could survive a power loss without the content.
        channel.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package gochat.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.hash.Sha256;
import gochat.pause.Rest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads an export line by line, and checks that it is whole and in order. For one thread.
final class ExportFile implements AutoCloseable {
  private static final int LINES_BETWEEN_RESTS = 250;

  private final Path file;
  private final LineReader in;
  private final Rest rest;
  private final MessageDigest digest = Sha256.digest();
  private final Set<String> rooms = new HashSet<>();
  private long lines;
  private long events;
  private long roomsExpected;
  private ExportLine.@Nullable Room room;

  /// The seq of the room's last event so far.
  private long head;

  private boolean hasEnded;

  private ExportFile(Path file, LineReader in, Rest rest) {
    this.file = file;
    this.in = in;
    this.rest = rest;
  }

  /// @param rest taken between some lines
  static ExportFile open(Path file, Rest rest) throws IOException {
    try {
      return new ExportFile(file, new LineReader(Files.newInputStream(file)), rest);
    } catch (NoSuchFileException e) {
      throw new IOException(file + " can't be read (no such file)", e);
    }
  }

  /// The next line; null behind the last one.
  ///
  /// @throws BadExport when the file is no whole export, with the number of the line
  /// @throws IOException when it can't be read
  @Nullable ExportLine next() throws IOException {
    if (lines % LINES_BETWEEN_RESTS == 0) {
      rest.take();
    }
    byte[] bytes = in.next();
    lines++;
    try {
      if (hasEnded) {
        if (bytes.length > 0) {
          throw new BadExport("there is more behind the end");
        }
        return null;
      }
      if (bytes.length == 0) {
        throw new BadExport("the file ends early: it is cut");
      }
      ExportLine line = ExportLine.parse(new String(bytes, UTF_8));
      check(line);
      digest.update(bytes);
      return line;
    } catch (BadExport e) {
      throw new BadExport(file + ", line " + lines + ": " + e.getMessage());
    }
  }

  private void check(ExportLine line) throws BadExport {
    if (lines == 1 != line instanceof ExportLine.Start) {
      throw new BadExport("this is no export of GoChat: it does not begin with the first line");
    }
    switch (line) {
      case ExportLine.Start start -> roomsExpected = start.rooms();
      case ExportLine.Account _ -> {}
      case ExportLine.Room next -> {
        checkRoomIsWhole();
        if (!rooms.add(next.id().value())) {
          throw new BadExport("room " + next.id().value() + " is there twice");
        }
        room = next;
        head = next.beginning().state().head();
      }
      case ExportLine.Event event -> {
        if (room == null || !event.room().equals(room.id())) {
          throw new BadExport("an event of a room that is not the room before it");
        }
        if (event.stored().seq() != head + 1) {
          throw new BadExport(
              "\"seq\": " + event.stored().seq() + " (expected: " + (head + 1) + ")");
        }
        head++;
        events++;
      }
      case ExportLine.End end -> check(end);
    }
  }

  private void checkRoomIsWhole() throws BadExport {
    if (room != null && head != room.state().head()) {
      throw new BadExport(
          "room %s ends at seq %d (expected: %d)"
              .formatted(room.id().value(), head, room.state().head()));
    }
  }

  private void check(ExportLine.End end) throws BadExport {
    checkRoomIsWhole();
    String sha256 = HexFormat.of().formatHex(digest.digest());
    if (!end.sha256().equals(sha256)) {
      throw new BadExport(
          "the file is not as it was written: its SHA-256 is "
              + sha256
              + " (expected: "
              + end.sha256()
              + ")");
    }
    if (end.rooms() != rooms.size() || rooms.size() != roomsExpected || end.events() != events) {
      throw new BadExport(
          "the export has other counts (rooms: %d, events: %d; expected: rooms: %d, events: %d)"
              .formatted(rooms.size(), events, end.rooms(), end.events()));
    }
    hasEnded = true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

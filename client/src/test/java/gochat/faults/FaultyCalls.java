package gochat.faults;

import gochat.client.Surroundings;
import gochat.faults.Fault.Outcome;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A server whose calls of the system fail or lie: a library with functions of the same names is
/// loaded into it, `faulty.c`.
final class FaultyCalls implements Site {
  /// The fields of `struct request`.
  private enum Field {
    WRITE_ERROR(0),
    READ_ERROR(1),
    SYNC_ERROR(2),
    FILES(3),
    CLOCK_AHEAD_NS(4),
    CLOCK_STOPPED_NS(5);

    final int place;

    Field(int place) {
      this.place = place;
    }
  }

  private static final int IO_ERROR = 5;
  private static final int NO_SPACE = 28;

  private static final int LOG = 1;
  private static final int DATABASE = 2;
  private static final int OTHER = 4;
  private static final int ALL = LOG | DATABASE | OTHER;

  private final Path library;
  private final Path directory;
  private final Path requestFile;
  private final MappedByteBuffer request;

  /// @param library the compiled `faulty.c`
  /// @param directory the data directory of the server
  FaultyCalls(Path library, Path directory) throws IOException {
    this.library = library;
    this.directory = directory;
    requestFile = directory.resolveSibling("request");
    try (FileChannel channel =
        FileChannel.open(
            requestFile,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      request = channel.map(MapMode.READ_WRITE, 0, (long) Field.values().length * Long.BYTES);
      request.order(ByteOrder.nativeOrder());
    }
  }

  private void set(Field field, long value) {
    request.putLong(field.place * Long.BYTES, value);
  }

  @Override
  public Surroundings surroundings() {
    return Surroundings.USUAL.withEnvironment(
        Map.of(
            "LD_PRELOAD", library.toString(),
            "FAULTY_DIRECTORY", directory.toString(),
            "FAULTY_REQUEST", requestFile.toString()));
  }

  @Override
  public List<Fault<Outcome>> faults() {
    return List.of(
        error("EIO on write", Field.WRITE_ERROR, IO_ERROR, ALL, Outcome.STOPS),
        error("EIO on sync", Field.SYNC_ERROR, IO_ERROR, ALL, Outcome.STOPS),
        error("EIO on read", Field.READ_ERROR, IO_ERROR, ALL, Outcome.MAY_STOP),
        error("no space for the log", Field.WRITE_ERROR, NO_SPACE, LOG, Outcome.REFUSES_CHANGES),
        error(
            "no space for the database and its indexes",
            Field.WRITE_ERROR,
            NO_SPACE,
            DATABASE,
            Outcome.GOES_ON),
        error("no space for other files", Field.WRITE_ERROR, NO_SPACE, OTHER, Outcome.GOES_ON),
        clock("clock a day ahead", Field.CLOCK_AHEAD_NS, Duration.ofDays(1).toNanos()),
        clock("clock an hour back", Field.CLOCK_AHEAD_NS, Duration.ofHours(-1).toNanos()),
        new Fault<>(
            "clock stands still",
            "`clock_gettime` always returns the same time",
            Outcome.GOES_ON,
            () -> set(Field.CLOCK_STOPPED_NS, Instant.now().getEpochSecond() * 1_000_000_000L),
            () -> set(Field.CLOCK_STOPPED_NS, 0)));
  }

  private Fault<Outcome> error(String name, Field call, int error, int files, Outcome outcome) {
    String calls =
        switch (call) {
          case WRITE_ERROR -> "`write`";
          case READ_ERROR -> "`read`";
          default -> "`fsync` and `fdatasync`";
        };
    String of =
        switch (files) {
          case LOG -> "the write-ahead log";
          case DATABASE -> "the database file";
          case OTHER -> "all other files of the data directory";
          default -> "all files of the data directory";
        };
    return new Fault<>(
        name,
        "%s on %s returns %s".formatted(calls, of, error == IO_ERROR ? "EIO" : "ENOSPC"),
        outcome,
        () -> {
          set(Field.FILES, files);
          set(call, error);
        },
        () -> set(call, 0));
  }

  private Fault<Outcome> clock(String name, Field field, long value) {
    return new Fault<>(
        name,
        "`clock_gettime` is off by that much, and right again",
        Outcome.GOES_ON,
        () -> set(field, value),
        () -> set(field, 0));
  }

  @Override
  public void close() {}
}

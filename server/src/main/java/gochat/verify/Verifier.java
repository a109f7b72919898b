package gochat.verify;

import gochat.journal.JournalException;
import gochat.pause.Pause;
import gochat.pause.Rest;
import gochat.room.RoomId;
import gochat.store.Defect;
import gochat.store.Store;
import gochat.store.Verification;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Verifies the data of a store. Changes nothing, and needs memory for one page of events and the
/// state of one room.
public final class Verifier {
  /// The way in which data is verified.
  public enum Mode {
    /// No server uses the data: everything is checked, as fast as possible.
    UNUSED,
    /// The data is a copy that the server of this process has made: everything is checked. The
    /// verification rests as long as it works.
    COPY,
    /// The server of this process uses the data. The verification rests as long as it works, and
    /// does not check the structure of the files, because that would delay writes.
    RUNNING
  }

  /// The verified data.
  ///
  /// @param hasFiles whether the structure of the files was checked
  public record Extent(boolean hasFiles, long rooms, long events) {}

  private static final int ROOMS_AT_ONCE = 100;
  private static final int TRIES_RUNNING = 5;

  private final Verification verification;
  private final RoomVerifier rooms;
  private final Rest rest;
  private final Mode mode;
  private final Consumer<? super Defect> found;

  /// An interrupt of the thread of [#run] ends the verification.
  ///
  /// @param found called with each defect, by the thread of [#run]
  public Verifier(Store store, Mode mode, Consumer<? super Defect> found) {
    this(store, mode, Pause.UNTIL_INTERRUPT, found);
  }

  /// @param pause called many times a second; what it throws ends the verification
  public Verifier(Store store, Mode mode, Pause pause, Consumer<? super Defect> found) {
    verification = store.verification();
    rest =
        switch (mode) {
          case UNUSED -> Rest.none(pause);
          case COPY, RUNNING -> Rest.asLongAsWork(pause);
        };
    rooms = new RoomVerifier(store, rest, mode == Mode.RUNNING ? TRIES_RUNNING : 1, found);
    this.mode = mode;
    this.found = found;
  }

  /// Verifies everything.
  ///
  /// @throws JournalException when the data can't be read at all
  public Extent run() {
    boolean hasFiles = mode != Mode.RUNNING;
    if (hasFiles) {
      verification.checkFiles(rest::take, found);
    }
    verification.checkRows(rest::take, found);
    long count = 0;
    RoomId last = null;
    for (List<RoomId> page = next(last); !page.isEmpty(); page = next(last)) {
      for (RoomId room : page) {
        rooms.verify(room);
      }
      count += page.size();
      last = page.getLast();
    }
    return new Extent(hasFiles, count, rooms.events());
  }

  /// The next rooms; empty at the end, and where a damaged index leads back.
  private List<RoomId> next(@Nullable RoomId last) {
    List<RoomId> page = verification.rooms(last, ROOMS_AT_ONCE);
    boolean goesOn =
        last == null || page.isEmpty() || page.getLast().value().compareTo(last.value()) > 0;
    return goesOn ? page : List.of();
  }
}

package gochat.transfer;

import static java.util.Objects.requireNonNull;

import gochat.room.RoomId;
import gochat.store.Store;
import gochat.store.StoredRow;
import gochat.store.StoredRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// Transfers all data of a store to an empty one, except the epoch, and compares both: each room
/// after it is written, and at the end all other rows. No server uses either. Needs memory for a
/// page of events and the state of a room.
public final class Transfer {
  /// @param rooms the number of rooms with a log
  /// @param events the number of events
  /// @param others all other rows
  public record Transferred(long rooms, long events, RowSum others) {}

  private static final int ROOMS_AT_ONCE = 1_000;
  private static final int ROWS_AT_ONCE = 1_000;

  private final Store from;
  private final Store to;
  private final BiConsumer<RoomId, RoomSum> transferred;

  /// @param from a store that has [Store#rows]
  /// @param to as `from`
  /// @param transferred called with each room that is in both stores
  public Transfer(Store from, Store to, BiConsumer<RoomId, RoomSum> transferred) {
    this.from = from;
    this.to = to;
    this.transferred = transferred;
  }

  /// @throws TransferMismatch when both stores differ after all; the message names the room
  /// @throws IOException when a room of `from` can't be transferred; the message is one line
  public Transferred run() throws IOException {
    RoomTransfer rooms = new RoomTransfer(from, to);
    long count = 0;
    long events = 0;
    List<RoomId> page = from.verification().rooms(null, ROOMS_AT_ONCE);
    while (!page.isEmpty()) {
      for (RoomId room : page) {
        RoomSum sum = rooms.transfer(room);
        if (sum.head() > 0) {
          count++;
          events += sum.events();
          transferred.accept(room, sum);
        }
      }
      page = from.verification().rooms(page.getLast(), ROOMS_AT_ONCE);
    }
    return new Transferred(count, events, transferRows());
  }

  private RowSum transferRows() throws TransferMismatch {
    StoredRows rows = requireNonNull(to.rows());
    // Logs that are written leave markers.
    rows.clear();
    List<StoredRow> batch = new ArrayList<>();
    RowSum expected =
        RowSum.of(
            requireNonNull(from.rows()),
            row -> {
              batch.add(row);
              if (batch.size() == ROWS_AT_ONCE) {
                rows.write(batch);
                batch.clear();
              }
            });
    rows.write(batch);
    RowSum sum = RowSum.of(rows, _ -> {});
    if (!sum.equals(expected)) {
      throw new TransferMismatch("the data beside the rooms differ", expected, sum);
    }
    return sum;
  }
}

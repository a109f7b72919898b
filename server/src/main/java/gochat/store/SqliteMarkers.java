package gochat.store;

import gochat.journal.JournalException;
import gochat.journal.ReadMarkers;
import gochat.room.RoomId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Read markers in the store's file.
///
/// Whoever comes while a transaction runs waits for the next one, which is for all who came
/// meanwhile: its sync is shared, and there is one transaction at a time beside the log's.
final class SqliteMarkers implements ReadMarkers {
  /// Someone who waits for its marker to be moved.
  private static final class Advance {
    private final UUID user;
    private final RoomId room;
    private final long seq;

    /// Guarded by `committing`.
    private boolean isDone;

    /// Guarded by `committing`.
    private long now;

    /// Guarded by `committing`.
    private @Nullable SQLException failure;

    Advance(UUID user, RoomId room, long seq) {
      this.user = user;
      this.room = room;
      this.seq = seq;
    }
  }

  private final SqliteStore store;
  private final Queue<Advance> waiting = new ConcurrentLinkedQueue<>();
  private final Lock committing = new ReentrantLock();

  SqliteMarkers(SqliteStore store) {
    this.store = store;
  }

  @Override
  public long advance(UUID user, RoomId room, long seq) {
    Advance advance = new Advance(user, room, seq);
    waiting.add(advance);
    committing.lock();
    try {
      if (!advance.isDone) {
        commitAll();
      }
      if (advance.failure != null) {
        throw failed(advance.failure);
      }
      return advance.now;
    } finally {
      committing.unlock();
    }
  }

  private void commitAll() {
    List<Advance> group = new ArrayList<>();
    for (Advance next = waiting.poll(); next != null; next = waiting.poll()) {
      group.add(next);
    }
    try {
      store.transact(
          writer -> {
            for (Advance advance : group) {
              advance.now = writer.markers().advance(advance.user, advance.room, advance.seq);
            }
            return group;
          },
          _ -> true);
    } catch (SQLException e) {
      group.forEach(advance -> advance.failure = e);
    } finally {
      group.forEach(advance -> advance.isDone = true);
    }
  }

  @Override
  public Map<RoomId, Unread> unread(UUID user, Collection<RoomId> rooms) {
    return JournalReads.inOneView(
        store,
        reader -> {
          Map<RoomId, Unread> unread = new HashMap<>();
          for (RoomId room : rooms) {
            unread.put(room, reader.markers().unread(user, room));
          }
          return unread;
        });
  }

  @Override
  public void forget(UUID user) {
    try {
      store.transact(
          writer -> {
            writer.markers().forget(user);
            return user;
          },
          _ -> true);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static JournalException failed(SQLException cause) {
    return new JournalException(
        "read marker: " + cause.getMessage(), cause, Database.isDiskFull(cause));
  }
}

package gochat.store.sqlite;

import gochat.journal.RoomDirectory;
import gochat.room.Measure;
import gochat.room.RoomId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The directory of rooms in the database.
final class SqliteRooms implements RoomDirectory {
  private final SqliteStore store;

  SqliteRooms(SqliteStore store) {
    this.store = store;
  }

  @Override
  public Optional<Listing> find(RoomId room, UUID user) {
    return JournalReads.query(store, reader -> reader.directory().find(room, user));
  }

  @Override
  public List<Listing> named(String foldedName, int roomsMax, UUID user) {
    return JournalReads.query(
        store, reader -> reader.directory().named(foldedName, roomsMax, user));
  }

  @Override
  public List<OwnRoom> roomsOf(UUID user, long after, int roomsMax) {
    return JournalReads.query(store, reader -> reader.directory().roomsOf(user, after, roomsMax));
  }

  @Override
  public int countOf(UUID user) {
    return JournalReads.query(store, reader -> reader.directory().countOf(user));
  }

  @Override
  public boolean isShared(UUID user, UUID other) {
    return JournalReads.query(store, reader -> reader.directory().isShared(user, other));
  }

  @Override
  public List<Listing> publicRooms(String afterName, int roomsMax, UUID user) {
    return JournalReads.query(
        store, reader -> reader.directory().publicRooms(afterName, roomsMax, user));
  }

  @Override
  public List<Measure> bans(RoomId room, @Nullable UUID after, int measuresMax) {
    return JournalReads.query(store, reader -> reader.directory().bans(room, after, measuresMax));
  }

  @Override
  public List<Measure> mutes(RoomId room, @Nullable UUID after, int measuresMax) {
    return JournalReads.query(store, reader -> reader.directory().mutes(room, after, measuresMax));
  }

  @Override
  public List<RoomId> roomsWithDueEnds(long nowMs, int roomsMax) {
    return JournalReads.query(
        store, reader -> reader.directory().roomsWithDueEnds(nowMs, roomsMax));
  }

  @Override
  public List<ListedMember> members(RoomId room, @Nullable UUID after, int membersMax) {
    return JournalReads.query(store, reader -> reader.directory().members(room, after, membersMax));
  }
}

package gochat.shard;

import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A turn for the followers on one lane, with the bytes that they share: each wire format is
/// encoded for the first follower that needs it. Confined to the lane.
public class Delivery implements AutoCloseable {
  /// The bytes of a turn in one wire format.
  public interface Encoded extends AutoCloseable {
    @Override
    void close();
  }

  private final Turn turn;
  private final Map<Class<?>, Encoded> encoded = new HashMap<>(4);
  private final boolean renames;
  private @Nullable Set<UUID> sessions;
  private @Nullable Map<UUID, LogEntry> departures;

  public Delivery(Turn turn) {
    this.turn = turn;
    renames = turn.entries().stream().anyMatch(entry -> entry.event() instanceof RoomEvent.Renamed);
  }

  public Turn turn() {
    return turn;
  }

  /// Whether an event of the turn came from the connection `session`.
  public boolean isFrom(UUID session) {
    if (sessions == null) {
      sessions = new HashSet<>();
      for (LogEntry entry : turn.entries()) {
        sessions.add(entry.event().author().session());
      }
    }
    return sessions.contains(session);
  }

  /// The first event of the turn with which `user` stops being a member, null for none.
  public @Nullable LogEntry departure(UUID user) {
    if (departures == null) {
      departures = turn.departures();
    }
    return departures.isEmpty() ? null : departures.get(user);
  }

  /// Whether an event of the turn gives the room another name.
  public boolean renames() {
    return renames;
  }

  /// The turn in the format `type`; the first call makes it with `encode`.
  public <E extends Encoded> E encoded(Class<E> type, Function<Turn, E> encode) {
    return type.cast(encoded.computeIfAbsent(type, _ -> encode.apply(turn)));
  }

  @Override
  public void close() {
    encoded.values().forEach(Encoded::close);
  }
}

package gochat.presence;

import gochat.limit.QueueLimit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Whether users are here, over all their devices, and who wants to know. Safe for all threads;
/// nothing waits for long.
///
/// Nothing is told to anybody who did not ask: in a room of thousands somebody's coming costs as
/// much as there are others who have that user on their screen.
public final class Attendance {
  /// How many users are remembered who have gone.
  private static final int GONE_MAX = QueueLimit.GONE_USERS.standardInt();

  public enum Availability {
    ONLINE,
    /// Connected, but on no device in front of it.
    AWAY,
    OFFLINE
  }

  /// @param lastSeenMs when the last device went, in Unix time; null while one is here or when that
  ///   is not known
  public record Presence(Availability availability, @Nullable Long lastSeenMs) {}

  /// Is told what becomes of a user. Called by any thread; must not wait.
  @FunctionalInterface
  public interface Watcher {
    void changed(UUID user, Presence presence);
  }

  /// A stream of a user.
  private static final class Device {
    final UUID stream;
    final UUID token;
    boolean isAway;

    Device(UUID stream, UUID token) {
      this.stream = stream;
      this.token = token;
    }
  }

  private final LongSupplier clockMs;

  // Guarded by this.
  private final Map<UUID, List<Device>> devices = new HashMap<>();
  private final Map<UUID, Set<Watcher>> watchers = new HashMap<>();
  private final Map<Watcher, Set<UUID>> watched = new HashMap<>();
  private final Map<UUID, Long> gone =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
          return size() > GONE_MAX;
        }
      };

  /// @param clockMs Unix time
  public Attendance(LongSupplier clockMs) {
    this.clockMs = clockMs;
  }

  /// A stream of `user` opened.
  ///
  /// @param stream its own id
  /// @param token the id of the token that it came with
  public synchronized void arrive(UUID user, UUID stream, UUID token) {
    Presence before = presence(user);
    // Nearly everybody has one.
    devices.computeIfAbsent(user, _ -> new ArrayList<>(1)).add(new Device(stream, token));
    tellOfChange(user, before);
  }

  /// It closed.
  public synchronized void leave(UUID user, UUID stream) {
    Presence before = presence(user);
    List<Device> here = devices.get(user);
    if (here == null || !here.removeIf(device -> device.stream.equals(stream))) {
      return;
    }
    if (here.isEmpty()) {
      devices.remove(user);
      gone.remove(user);
      gone.put(user, clockMs.getAsLong());
    }
    tellOfChange(user, before);
  }

  /// Whether somebody sits in front of the streams that came with `token`.
  public synchronized void setAway(UUID user, UUID token, boolean isAway) {
    Presence before = presence(user);
    for (Device device : devices.getOrDefault(user, List.of())) {
      if (device.token.equals(token)) {
        device.isAway = isAway;
      }
    }
    tellOfChange(user, before);
  }

  public synchronized Presence presence(UUID user) {
    List<Device> here = devices.get(user);
    if (here == null) {
      return new Presence(Availability.OFFLINE, gone.get(user));
    }
    boolean isAway = here.stream().allMatch(device -> device.isAway);
    return new Presence(isAway ? Availability.AWAY : Availability.ONLINE, null);
  }

  /// Has `watcher` told what `users` are and what becomes of them, instead of those before.
  public synchronized void watch(Watcher watcher, Set<UUID> users) {
    Set<UUID> before = watched.getOrDefault(watcher, Set.of());
    unwatch(watcher);
    if (users.isEmpty()) {
      return;
    }
    watched.put(watcher, Set.copyOf(users));
    for (UUID user : users) {
      watchers.computeIfAbsent(user, _ -> new LinkedHashSet<>()).add(watcher);
      if (!before.contains(user)) {
        watcher.changed(user, presence(user));
      }
    }
  }

  public synchronized void unwatch(Watcher watcher) {
    Set<UUID> users = watched.remove(watcher);
    if (users == null) {
      return;
    }
    for (UUID user : users) {
      watchers.computeIfPresent(
          user,
          (_, left) -> {
            left.remove(watcher);
            return left.isEmpty() ? null : left;
          });
    }
  }

  private void tellOfChange(UUID user, Presence before) {
    Presence now = presence(user);
    if (!now.equals(before)) {
      watchers.getOrDefault(user, Set.of()).forEach(watcher -> watcher.changed(user, now));
    }
  }
}

package gochat.cluster;

import gochat.cluster.PresenceFrame.OfUser;
import gochat.presence.PresenceTracker;
import gochat.presence.PresenceTracker.Availability;
import gochat.presence.PresenceTracker.Presence;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;

/// The presence of users at other servers, as each server told it last. For any thread.
final class PresenceElsewhere {
  /// A server's word counts for so long. It repeats it in less than half of this time.
  static final Duration VALID = Duration.ofSeconds(75);

  /// The presence of a user at one server.
  private record Word(Presence presence, long toldNanos) {}

  private static final class Server {
    /// The word that was told the longest ago comes first.
    private final LinkedHashMap<UUID, Word> words = new LinkedHashMap<>();

    private long number;
    private long toldNanos;

    /// Takes a message, unless a later one was taken before.
    private boolean take(long nextNumber, long nowNanos) {
      if (nextNumber <= number) {
        return false;
      }
      number = nextNumber;
      toldNanos = nowNanos;
      return true;
    }
  }

  private final PresenceTracker presence;
  private final LongSupplier clockMs;

  /// Guarded by this.
  private final Map<UUID, Server> servers = new HashMap<>();

  /// @param presence gets what this knows
  /// @param clockMs Unix time
  PresenceElsewhere(PresenceTracker presence, LongSupplier clockMs) {
    this.presence = presence;
    this.clockMs = clockMs;
  }

  private Server server(UUID id) {
    return servers.computeIfAbsent(id, _ -> new Server());
  }

  /// A server tells of users.
  synchronized void told(PresenceFrame.Told told, long nowNanos) {
    Server server = server(told.server());
    if (server.take(told.number(), nowNanos)) {
      told.users().forEach(each -> set(server, each, nowNanos));
    }
  }

  private void set(Server server, OfUser told, long nowNanos) {
    // Remove it first, so that it becomes the last.
    var _ = server.words.remove(told.user());
    if (told.presence().availability() != Availability.OFFLINE) {
      server.words.put(told.user(), new Word(told.presence(), nowNanos));
    }
    tell(told.user(), told.presence());
  }

  /// A server stops: its devices have gone now.
  synchronized void ended(PresenceFrame.Ended ended, long nowNanos) {
    Server server = server(ended.server());
    if (server.take(ended.number(), nowNanos)) {
      forgetUsers(server);
    }
  }

  /// A server is gone, and said nothing.
  synchronized void died(UUID id) {
    Server server = servers.remove(id);
    if (server != null) {
      forgetUsers(server);
    }
  }

  private void forgetUsers(Server server) {
    List<UUID> users = List.copyOf(server.words.keySet());
    server.words.clear();
    users.forEach(this::gone);
  }

  /// Forgets what was told too long ago, because it was not repeated.
  synchronized void expire(long nowNanos) {
    for (Server server : servers.values()) {
      for (Map.Entry<UUID, Word> eldest = server.words.firstEntry();
          eldest != null && isExpired(eldest.getValue().toldNanos, nowNanos);
          eldest = server.words.firstEntry()) {
        var _ = server.words.pollFirstEntry();
        gone(eldest.getKey());
      }
    }
    servers.values().removeIf(server -> isExpired(server.toldNanos, nowNanos));
  }

  private static boolean isExpired(long toldNanos, long nowNanos) {
    return nowNanos - toldNanos > VALID.toNanos();
  }

  private void gone(UUID user) {
    tell(user, new Presence(Availability.OFFLINE, clockMs.getAsLong()));
  }

  /// @param last the latest word about the user
  private void tell(UUID user, Presence last) {
    Presence all = last;
    for (Server server : servers.values()) {
      Word word = server.words.get(user);
      if (word != null) {
        all = all.and(word.presence);
      }
    }
    presence.setElsewhere(user, all);
  }
}

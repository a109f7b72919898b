package gochat.cluster;

import gochat.store.Servers;
import gochat.store.StoreException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The servers that are here, as the database knows them. For any thread; one at a time reads them.
final class ClusterMembers {
  private static final Logger log = LoggerFactory.getLogger(ClusterMembers.class);

  private final Servers servers;
  private final List<Consumer<Set<UUID>>> listeners = new CopyOnWriteArrayList<>();
  private final OneAtATime reading = new OneAtATime();

  /// Only for the thread that reads.
  private Set<UUID> here = Set.of();

  /// Made up until the first reading.
  private volatile UUID own = UUID.randomUUID();

  ClusterMembers(Servers servers) {
    this.servers = servers;
  }

  /// This run of the server. It changes when the others have found this server dead, and it goes
  /// on.
  UUID own() {
    return own;
  }

  /// Calls `listener` with servers that are gone, whether they ended or were found dead. It may
  /// wait.
  void onGone(Consumer<Set<UUID>> listener) {
    listeners.add(listener);
  }

  /// Reads which servers are here, unless another thread does that now. Waits.
  void read() {
    reading.run(this::readNow);
  }

  private void readNow() {
    try {
      Set<UUID> now = new HashSet<>();
      for (Servers.Running running : servers.all()) {
        now.add(running.id());
        if (running.isThis()) {
          own = running.id();
        }
      }
      Set<UUID> gone = new HashSet<>(here);
      gone.removeAll(now);
      here = now;
      if (!gone.isEmpty()) {
        listeners.forEach(listener -> listener.accept(gone));
      }
    } catch (StoreException e) {
      log.atDebug().addKeyValue("reason", e.getMessage()).log("the servers can't be read now");
    }
  }
}

package gochat.ops;

import gochat.account.SignUps;
import gochat.backup.ServerBackups;
import java.util.List;
import java.util.Optional;

/// A running server, for commands. Safe for all threads; all methods may wait.
public interface LiveServer extends ServerData {
  /// The present facts about the server, in the order in which people read them.
  List<Fact> status();

  /// Adds accounts.
  SignUps signUps();

  /// The backups that the server makes; empty when other tools make those of its store.
  Optional<ServerBackups> backups();
}

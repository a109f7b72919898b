package gochat.ops;

import gochat.account.Identities;
import gochat.backup.ServerBackups;
import java.util.List;
import java.util.Optional;

/// A running server, for commands. Safe for all threads; all methods may wait.
public interface LiveServer extends ServerData {
  /// The present facts about the server, in the order in which people read them.
  List<Fact> status();

  Identities identities();

  /// The address of the page, of which links are made, without a slash at the end; empty for a
  /// server without a page.
  String url();

  /// The backups that the server makes; empty when other tools make those of its store.
  Optional<ServerBackups> backups();
}

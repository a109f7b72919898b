package gochat.ops;

import gochat.backup.DataStores;
import gochat.backup.Restore;
import gochat.backup.Restore.Restored;
import gochat.backup.Restore.Sessions;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Restores a backup or a mirror into an empty data directory.
@Command(name = "restore")
final class RestoreCommand implements DirectoryCommand {
  private final DataStores stores;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Parameters(paramLabel = "SOURCE", descriptionKey = "admin.restore.source")
  private Path source;

  @Option(names = "--keep-sessions", descriptionKey = "admin.restore.keep-sessions")
  private boolean areSessionsKept;

  RestoreCommand(DataStores stores) {
    this.stores = stores;
  }

  @Override
  public int run(Path dataDir, Caller caller) throws IOException {
    Sessions sessions = areSessionsKept ? Sessions.KEEP : Sessions.END;
    Restored restored = new Restore(stores).restore(source, dataDir, sessions, _ -> caller.check());
    Messages messages = caller.messages();
    caller
        .out()
        .println(messages.get("admin.restore.done", dataDir, String.valueOf(restored.epoch())));
    caller
        .out()
        .println(
            messages.get(
                switch (sessions) {
                  case END -> "admin.restore.next";
                  case KEEP -> "admin.restore.next-with-sessions";
                }));
    return ExitCode.OK;
  }
}

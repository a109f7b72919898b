package gochat.ops;

import gochat.account.OpenCodes;
import gochat.backup.DataStores;
import gochat.backup.LaterChanges;
import gochat.backup.Restore;
import gochat.backup.Restore.Restored;
import gochat.backup.Restore.Sessions;
import gochat.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
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

  @Option(names = "--newer-log", paramLabel = "DIR", descriptionKey = "admin.restore.newer-log")
  private @Nullable Path newerLog;

  RestoreCommand(DataStores stores) {
    this.stores = stores;
  }

  @Override
  public int run(Path dataDir, Caller caller) throws IOException {
    if (newerLog == null) {
      restore(dataDir, caller);
      return ExitCode.OK;
    }
    // A directory without a log is refused before anything is restored.
    try (Store newer = stores.openToVerify(newerLog)) {
      restore(dataDir, caller);
      report(dataDir, newer, caller);
    }
    return ExitCode.OK;
  }

  private void restore(Path dataDir, Caller caller) throws IOException {
    Sessions sessions = areSessionsKept ? Sessions.KEEP : Sessions.END;
    Restored restored = new Restore(stores).restore(source, dataDir, sessions, _ -> caller.check());
    Messages messages = caller.messages();
    caller
        .out()
        .println(messages.get("admin.restore.done", dataDir, String.valueOf(restored.epoch())));
    OpenCodes codes = restored.codes();
    if (codes.invitations() > 0) {
      String count = String.valueOf(codes.invitations());
      caller.out().println(messages.get("admin.restore.invitations", count));
    }
    if (codes.resets() > 0) {
      String count = String.valueOf(codes.resets());
      caller.out().println(messages.get("admin.restore.resets", count));
    }
    caller
        .out()
        .println(
            messages.get(
                switch (sessions) {
                  case END -> "admin.restore.next";
                  case KEEP -> "admin.restore.next-with-sessions";
                }));
  }

  private void report(Path dataDir, Store newer, Caller caller) {
    LaterChangesReport report = new LaterChangesReport(caller);
    try (Store restored = stores.openToVerify(dataDir)) {
      new LaterChanges(restored, newer, report::add).find();
    }
    report.end();
  }
}

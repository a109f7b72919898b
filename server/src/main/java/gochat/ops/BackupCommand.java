package gochat.ops;

import gochat.backup.BackupFormat;
import gochat.backup.BackupMaker.Backup;
import gochat.backup.BackupTarget;
import gochat.backup.Pace;
import gochat.backup.ServerBackups;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a backup of the running server, or keeps a mirror of it until the caller goes.
@Command(name = "backup")
final class BackupCommand implements ServerCommand {
  @SuppressWarnings("NullAway.Init") // set by picocli
  @Parameters(paramLabel = "TARGET", descriptionKey = "admin.backup.target")
  private Path target;

  @Option(names = "--zip", descriptionKey = "admin.backup.zip")
  private boolean isZip;

  @Option(names = "--keep", paramLabel = "N", descriptionKey = "admin.backup.keep")
  private int keep;

  @Option(names = "--follow", descriptionKey = "admin.backup.follow")
  private boolean isFollowing;

  @Override
  public int run(LiveServer server, Caller caller) throws IOException {
    if (keep < 0) {
      caller.err().println(caller.messages().get("admin.backup.keep-range", String.valueOf(keep)));
      return ExitCode.USAGE;
    }
    Optional<ServerBackups> found = server.backups();
    if (found.isEmpty()) {
      caller.err().println(caller.messages().get("admin.backup.elsewhere"));
      return ExitCode.FAILED;
    }
    ServerBackups backups = found.get();
    Pace pace = new Pace(backups.bytesPerSecond(), caller::pause);
    if (isFollowing) {
      return follow(backups, pace, caller);
    }
    BackupFormat format = isZip ? BackupFormat.ZIP : BackupFormat.DIRECTORY;
    Backup backup = backups.maker().make(BackupTarget.of(target, format, keep), pace);
    caller.out().println(backup.path());
    return ExitCode.OK;
  }

  private int follow(ServerBackups backups, Pace pace, Caller caller) throws IOException {
    boolean[] isWhole = {false};
    backups
        .mirroring()
        .follow(
            target,
            pace,
            caller::pause,
            () -> {
              if (!isWhole[0]) {
                isWhole[0] = true;
                caller.out().println(caller.messages().get("admin.backup.follows", target));
              }
            });
    return ExitCode.OK;
  }
}

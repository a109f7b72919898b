package gochat.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// The place of a backup.
///
/// @param directory of the backup; its parent exists
/// @param name of the backup, empty for a new one that has the time
/// @param keep the number of backups with such names that stay in the directory, the new one
///   included; 0 for all
public record BackupTarget(Path directory, Optional<String> name, BackupFormat format, int keep) {
  /// @param typed a directory for backups; or the name of a zip file, which does not exist yet
  public static BackupTarget of(Path typed, BackupFormat format, int keep) {
    Path path = typed.toAbsolutePath().normalize();
    Path parent = path.getParent();
    String name = String.valueOf(path.getFileName());
    return parent != null && name.endsWith(BackupFormat.ZIP.suffix())
        ? new BackupTarget(parent, Optional.of(name), BackupFormat.ZIP, 0)
        : new BackupTarget(path, Optional.empty(), format, keep);
  }

  Path path(Instant now) throws IOException {
    return directory.resolve(
        name.isPresent() ? name.get() : BackupName.next(directory, now, format).toString());
  }
}

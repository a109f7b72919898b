package gochat.backup;

/// The form of a backup.
public enum BackupFormat {
  /// A directory with the files.
  DIRECTORY(""),
  /// One compressed file.
  ZIP(".zip");

  private final String suffix;

  BackupFormat(String suffix) {
    this.suffix = suffix;
  }

  String suffix() {
    return suffix;
  }
}

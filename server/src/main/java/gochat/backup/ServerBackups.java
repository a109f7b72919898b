package gochat.backup;

/// The backups of a running server.
///
/// @param bytesPerSecond their pace
public record ServerBackups(BackupMaker maker, Mirroring mirroring, long bytesPerSecond) {}

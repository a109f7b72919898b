package gochat.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.file.PrivateFiles;
import gochat.store.Backups;
import gochat.store.Backups.Progress;
import gochat.verify.Verifier.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// Makes backups of a running server, one at a time. For all threads.
///
/// A backup gets its name when it is whole, verified and on the disk; before, and after a crash,
/// its name ends with `.partial`.
public final class BackupMaker {
  /// A backup that is whole.
  ///
  /// @param bytes its length
  public record Backup(Path path, long bytes) {}

  private final Backups backups;
  private final List<Path> further;
  private final DataStores stores;
  private final InstantSource clock;
  private final Lock making = new ReentrantLock();
  private volatile @Nullable Instant lastMade;
  private volatile @Nullable String lastFailure;

  /// @param further files beside the data that a restored server needs; missing ones are left out
  public BackupMaker(Backups backups, List<Path> further, DataStores stores, InstantSource clock) {
    this.backups = backups;
    this.further = List.copyOf(further);
    this.stores = stores;
    this.clock = clock;
  }

  /// Makes a backup and verifies it; then removes the oldest ones, if the target keeps only some,
  /// and the remains of backups that were not finished.
  ///
  /// @throws IOException when the backup can't be made, or is not whole; its message is for people.
  ///   Nothing was removed then, as when `progress` throws
  public Backup make(BackupTarget target, Progress progress) throws IOException {
    if (!making.tryLock()) {
      throw new IOException("another backup is being made");
    }
    try {
      DataFiles.make(target.directory());
      Path path = target.path(clock.instant());
      if (Files.exists(path)) {
        throw new IOException(path + " exists");
      }
      make(path, target.format(), progress);
      lastMade = clock.instant();
      lastFailure = null;
      prune(target);
      return new Backup(path, size(path));
    } catch (IOException e) {
      lastFailure = String.valueOf(e.getMessage());
      throw e;
    } finally {
      making.unlock();
    }
  }

  /// The end of the last backup that was made and verified, empty for none in this run.
  public Optional<Instant> lastMade() {
    return Optional.ofNullable(lastMade);
  }

  /// The reason why the last backup could not be made or verified, for people; empty when it could.
  public Optional<String> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }

  private void make(Path path, BackupFormat format, Progress progress) throws IOException {
    Path result = Path.of(path + BackupName.PARTIAL);
    Path files =
        switch (format) {
          case DIRECTORY -> result;
          case ZIP -> Path.of(path + ".files" + BackupName.PARTIAL);
        };
    boolean isDone = false;
    try {
      DataFiles.delete(files);
      DataFiles.delete(result);
      PrivateFiles.createDirectory(files);
      copy(files, progress);
      switch (format) {
        case DIRECTORY -> {}
        case ZIP -> zip(files, result, progress);
      }
      try (BackupFiles written = BackupFiles.open(result)) {
        written.check(progress);
      }
      Files.move(result, path, StandardCopyOption.ATOMIC_MOVE);
      PrivateFiles.syncEntries(path.toAbsolutePath().resolveSibling(""));
      isDone = true;
    } finally {
      DataFiles.delete(files);
      if (!isDone) {
        DataFiles.delete(result);
      }
    }
  }

  private void copy(Path files, Progress progress) throws IOException {
    backups.copyTo(files, progress);
    DataFiles.copy(further, files);
    try {
      CopyCheck.run(stores, files, Mode.COPY, progress);
    } catch (IOException e) {
      throw new IOException("the copy is not sound: " + e.getMessage(), e);
    }
    StringBuilder sums = new StringBuilder();
    for (Path file : DataFiles.list(files)) {
      byte[] sum = copy(file, OutputStream.nullOutputStream(), progress);
      sums.append("%s  %s\n".formatted(HexFormat.of().formatHex(sum), file.getFileName()));
    }
    PrivateFiles.replace(files.resolve(BackupFiles.SUMS), UTF_8.encode(sums.toString()));
  }

  private static void zip(Path files, Path zip, Progress progress) throws IOException {
    PrivateFiles.create(zip);
    try (FileChannel channel = FileChannel.open(zip, StandardOpenOption.WRITE);
        ZipOutputStream target = new ZipOutputStream(Channels.newOutputStream(channel))) {
      target.setLevel(Deflater.BEST_SPEED);
      for (Path file : DataFiles.list(files)) {
        target.putNextEntry(new ZipEntry(file.getFileName().toString()));
        byte[] _ = copy(file, target, progress);
        target.closeEntry();
      }
      target.finish();
      channel.force(true);
    }
  }

  private static byte[] copy(Path file, OutputStream target, Progress progress) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      return HashedCopy.copy(content, target, progress);
    }
  }

  private static void prune(BackupTarget target) throws IOException {
    List<BackupName> backups = BackupName.in(target.directory());
    int old = target.keep() == 0 ? 0 : Math.max(0, backups.size() - target.keep());
    for (BackupName backup : backups.subList(0, old)) {
      DataFiles.delete(target.directory().resolve(backup.toString()));
    }
    for (Path remains : BackupName.unfinished(target.directory())) {
      DataFiles.delete(remains);
    }
  }

  private static long size(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}

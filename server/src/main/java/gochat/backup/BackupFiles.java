package gochat.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.file.PrivateFiles;
import gochat.store.Backups.Progress;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// The files of a backup, in a directory or in a zip file. One of them, [#SUMS], has the names and
/// the SHA-256 of all others, as `sha256sum --check` reads them; it is written last.
sealed interface BackupFiles extends AutoCloseable {
  String SUMS = "SHA256SUMS";

  /// @throws DamagedBackup when `backup` is neither
  /// @throws IOException when it can't be read
  static BackupFiles open(Path backup) throws IOException {
    try {
      return Files.isDirectory(backup)
          ? new InDirectory(backup)
          : new InZip(new ZipFile(backup.toFile()));
    } catch (ZipException e) {
      throw new DamagedBackup("it is no whole zip file: " + e.getMessage(), e);
    }
  }

  /// @param name without a directory
  /// @throws NoSuchFileException when the backup has no such file
  InputStream read(String name) throws IOException;

  @Override
  void close() throws IOException;

  record InDirectory(Path directory) implements BackupFiles {
    @Override
    public InputStream read(String name) throws IOException {
      return Files.newInputStream(directory.resolve(name));
    }

    @Override
    public void close() {}
  }

  record InZip(ZipFile file) implements BackupFiles {
    @Override
    public InputStream read(String name) throws IOException {
      ZipEntry entry = file.getEntry(name);
      if (entry == null) {
        throw new NoSuchFileException(name);
      }
      return file.getInputStream(entry);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /// A line of [#SUMS]. A name has no directory, so that a file is never written to another place.
  Pattern SUM = Pattern.compile("(?<sum>[0-9a-f]{64}) [ *](?<name>[^/\\\\\\p{Cntrl}]+)");

  /// The names of the files, with their SHA-256.
  ///
  /// @throws DamagedBackup when the backup is not whole
  default Map<String, byte[]> sums() throws IOException {
    Map<String, byte[]> sums = new LinkedHashMap<>();
    try (InputStream content = read(SUMS)) {
      for (String line : new String(content.readAllBytes(), UTF_8).lines().toList()) {
        Matcher matcher = SUM.matcher(line);
        if (!matcher.matches() || matcher.group("name").startsWith(".")) {
          throw new DamagedBackup("its " + SUMS + " is damaged");
        }
        sums.put(matcher.group("name"), HexFormat.of().parseHex(matcher.group("sum")));
      }
    } catch (NoSuchFileException e) {
      throw new DamagedBackup("it has no " + SUMS + ", so it is no backup or not a whole one", e);
    }
    return sums;
  }

  /// Reads all files and compares their SHA-256.
  ///
  /// @throws DamagedBackup when a file is missing or damaged
  default void check(Progress progress) throws IOException {
    for (Map.Entry<String, byte[]> file : sums().entrySet()) {
      copy(file.getKey(), file.getValue(), OutputStream.nullOutputStream(), progress);
    }
  }

  /// Writes all files to a directory, durably, and compares their SHA-256.
  ///
  /// @throws DamagedBackup as [#check]
  /// @throws IOException when a file can't be read or written
  default void copyTo(Path directory, Progress progress) throws IOException {
    for (Map.Entry<String, byte[]> file : sums().entrySet()) {
      Path target = directory.resolve(file.getKey());
      PrivateFiles.create(target);
      try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
        copy(file.getKey(), file.getValue(), Channels.newOutputStream(channel), progress);
        channel.force(true);
      }
    }
    PrivateFiles.syncEntries(directory);
  }

  private void copy(String name, byte[] sum, OutputStream target, Progress progress)
      throws IOException {
    byte[] found;
    try (InputStream content = read(name)) {
      found = HashedCopy.copy(content, target, progress);
    } catch (ZipException | EOFException e) {
      throw new DamagedBackup(name + " in it is damaged: " + e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw new DamagedBackup(name + " in it is missing", e);
    }
    if (!MessageDigest.isEqual(found, sum)) {
      throw new DamagedBackup(name + " in it is damaged: its SHA-256 is another one");
    }
  }
}

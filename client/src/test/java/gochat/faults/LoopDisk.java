package gochat.faults;

import gochat.faults.Fault.Outcome;
import gochat.faults.machine.Commands;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// A data directory that is a small file system of its own: ext4 in a file.
final class LoopDisk implements Site {
  private static final long SIZE_BYTES = 64L << 20;
  private static final int BLOCK_BYTES = 4_096;

  /// `EXT4_IOC_SHUTDOWN` and its flag `EXT4_GOING_FLAGS_NOLOGFLUSH`: what is not synced is lost, as
  /// by a power cut.
  private static final long SHUTDOWN = 0x8004587dL;

  private static final int WITHOUT_FLUSH = 2;
  private static final int READ_ONLY_FLAG = 0;

  private final Path image;
  private final Path directory;

  /// @param directory the data directory of the server
  LoopDisk(Path directory) throws IOException {
    this.directory = directory;
    image = directory.resolveSibling("disk.img");
    Files.createDirectories(directory);
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(SIZE_BYTES);
    }
    Commands.run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString());
    mount();
  }

  private void mount() throws IOException {
    Commands.run("mount", "-o", "loop,errors=remount-ro", image.toString(), directory.toString());
  }

  private void unmount() throws IOException {
    Commands.run("umount", directory.toString());
  }

  @Override
  public List<Fault<Outcome>> faults() {
    Fault<Outcome> power =
        new Fault<>(
            "power cut",
            "ext4 is shut down without its journal (`EXT4_IOC_SHUTDOWN`), and the process ends",
            Outcome.ENDS,
            this::shutDown,
            () -> {
              unmount();
              mount();
            });
    Fault<Outcome> full =
        new Fault<>(
            "disk full",
            "a file takes all space of an ext4 file system",
            Outcome.REFUSES_CHANGES,
            this::fill,
            () -> Files.delete(ballast()));
    Fault<Outcome> readOnly =
        new Fault<>(
            "read-only remount",
            "an error of ext4 (`trigger_fs_error`) with `errors=remount-ro`",
            Outcome.STOPS,
            this::remountReadOnly,
            () -> {
              unmount();
              // 1: errors were corrected.
              Commands.run(Set.of(0, 1), "fsck.ext4", "-p", "-f", image.toString());
              mount();
            });
    return List.of(power, full, power, readOnly, power);
  }

  private Path ballast() {
    return directory.resolve("ballast");
  }

  private void fill() throws IOException {
    Files.createFile(ballast());
    long bytes = Files.getFileStore(directory).getUsableSpace();
    while (bytes >= BLOCK_BYTES) {
      try {
        Commands.run(
            "fallocate",
            "--offset",
            String.valueOf(Files.size(ballast())),
            "--length",
            String.valueOf(bytes),
            ballast().toString());
      } catch (IOException _) {
        // The server, or the file system itself, has taken some of the space.
        bytes /= 2;
      }
    }
  }

  /// Makes the file system read-only while it is frozen: the kernel reports success for syncs that
  /// are under way when the journal is aborted, and loses their data.
  private void remountReadOnly() throws IOException {
    String device = Commands.run("findmnt", "-n", "-o", "SOURCE", directory.toString());
    Path trigger =
        Path.of("/sys/fs/ext4", Path.of(device).getFileName().toString(), "trigger_fs_error");
    Commands.run("fsfreeze", "--freeze", directory.toString());
    Files.writeString(trigger, "fault");
    Commands.run("fsfreeze", "--unfreeze", directory.toString());
  }

  @SuppressWarnings("restricted") // calls of the system, which the JDK has not
  private void shutDown() throws IOException {
    Linker linker = Linker.nativeLinker();
    MethodHandle open =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("open"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    MethodHandle control =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("ioctl"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS),
            Linker.Option.firstVariadicArg(2));
    MethodHandle close =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("close"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom(directory.toString());
      MemorySegment flags = arena.allocateFrom(ValueLayout.JAVA_INT, WITHOUT_FLUSH);
      int descriptor = (int) open.invokeExact(path, READ_ONLY_FLAG);
      int result = (int) control.invokeExact(descriptor, SHUTDOWN, flags);
      int _ = (int) close.invokeExact(descriptor);
      if (descriptor < 0 || result != 0) {
        throw new IOException("EXT4_IOC_SHUTDOWN of " + directory + " failed");
      }
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    unmount();
    Files.delete(image);
  }
}

package gochat.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "sync",
    description = "Tells how long the disk takes to sync, which bounds every durable figure.",
    mixinStandardHelpOptions = true)
final class SyncCommand implements Callable<Integer> {
  private static final int WRITES = 500;
  private static final int WRITE_BYTES = 4096;

  @Option(names = "--dir", required = true, description = "a directory on the disk in question")
  private Path directory = Path.of("");

  @Override
  public Integer call() throws IOException {
    Histogram syncNs = new Histogram(3);
    Path file = Files.createTempFile(directory, "sync", ".tmp");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer block = ByteBuffer.allocateDirect(WRITE_BYTES);
      for (int i = 0; i < WRITES; i++) {
        channel.write(block.clear());
        long startNs = System.nanoTime();
        channel.force(false);
        syncNs.recordValue(System.nanoTime() - startNs);
      }
    } finally {
      Files.delete(file);
    }
    double p50Us = syncNs.getValueAtPercentile(50) / 1e3;
    double p99Us = syncNs.getValueAtPercentile(99) / 1e3;
    System.err.printf(
        Locale.ROOT, "fdatasync of 4 KB: p50 %.3f ms, p99 %.3f ms%n", p50Us / 1e3, p99Us / 1e3);
    System.out.println(
        new JsonLine().put("command", "sync").put("syncP50Us", p50Us).put("syncP99Us", p99Us));
    return 0;
  }
}

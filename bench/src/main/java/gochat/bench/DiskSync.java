package gochat.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/// The time that the disk takes to sync a block that was appended to a file.
record DiskSync(double p50Us, double p99Us) {
  private static final int WRITES = 500;
  private static final int WRITE_BYTES = 4096;

  /// @param directory on the disk in question
  static DiskSync measure(Path directory) throws IOException {
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
    return new DiskSync(
        syncNs.getValueAtPercentile(50) / 1e3, syncNs.getValueAtPercentile(99) / 1e3);
  }

  JsonLine addTo(JsonLine line) {
    return line.put("syncP50Us", p50Us).put("syncP99Us", p99Us);
  }

  String text() {
    return String.format(
        Locale.ROOT, "fdatasync of 4 KB: p50 %.3f ms, p99 %.3f ms", p50Us / 1e3, p99Us / 1e3);
  }
}

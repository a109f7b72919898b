package gochat.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "sync",
    description = "Measures the disk's sync time, which bounds every durable figure.",
    mixinStandardHelpOptions = true)
final class SyncCommand implements Callable<Integer> {
  @Option(names = "--dir", required = true, description = "a directory on the disk to measure")
  private Path directory = Path.of("");

  @Override
  public Integer call() throws IOException {
    DiskSync sync = DiskSync.measure(directory);
    System.err.println(sync.text());
    System.out.println(sync.addTo(new JsonLine().put("command", "sync")));
    return 0;
  }
}

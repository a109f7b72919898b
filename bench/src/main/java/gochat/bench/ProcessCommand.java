package gochat.bench;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "process",
    description =
        "Reports the heap after a collection, the resident memory, the descriptors and the threads"
            + " of a server.",
    mixinStandardHelpOptions = true)
final class ProcessCommand implements Callable<Integer> {
  @Option(names = "--pid", required = true, description = "the server's process on this machine")
  private long pid;

  @Override
  public Integer call() throws Exception {
    long heapKb;
    try (HeapProbe heap = HeapProbe.attach(pid)) {
      heapKb = heap.usedBytes() / 1_024;
    }
    ProcessFigures figures = new ProcessFigures(pid);
    long residentKb = figures.residentKb();
    long descriptors = figures.descriptors();
    long threads = figures.threads();
    System.err.printf(
        Locale.ROOT,
        "process: heap %d MB, resident %d MB, %d descriptors, %d threads%n",
        heapKb / 1_024,
        residentKb / 1_024,
        descriptors,
        threads);
    System.out.println(
        new JsonLine()
            .put("command", "process")
            .put("heapKb", heapKb)
            .put("residentKb", residentKb)
            .put("descriptors", descriptors)
            .put("threads", threads));
    return 0;
  }
}

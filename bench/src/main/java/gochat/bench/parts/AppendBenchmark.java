package gochat.bench.parts;

import gochat.journal.Journal;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.server.Stores;
import gochat.store.DataDirectory;
import gochat.store.Durability;
import gochat.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Appends to the store's file, each batch synced. Messages have 200 bytes.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init")
public class AppendBenchmark {
  @Param({"1", "16", "128", "1024"})
  private int batch;

  @Param private Ids ids;

  private ScratchDirectory directory;
  private DataDirectory data;
  private Store store;
  private Journal journal;
  private String text;
  private long head;

  @Setup
  public void open() throws IOException {
    directory = new ScratchDirectory();
    data = DataDirectory.open(directory.file("data"));
    store = Stores.open(data, Durability.SYNC, _ -> {});
    journal = store.journal();
    text = Samples.text(200);
  }

  @TearDown
  public void close() throws IOException {
    store.close();
    data.close();
    directory.close();
  }

  @Benchmark
  public Journal.AppendResult append(MessageCounter stored) {
    List<RoomEvent> events = new ArrayList<>(batch);
    for (int i = 1; i <= batch; i++) {
      events.add(Samples.message(ids.of(head + i), text));
    }
    Journal.AppendResult result =
        journal.append(List.of(new Journal.Batch(RoomId.LOBBY, head, events)));
    if (!(result instanceof Journal.AppendResult.Stored)) {
      throw new IllegalStateException("append: " + result);
    }
    head += batch;
    stored.messages += batch;
    return result;
  }
}

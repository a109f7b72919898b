package gochat.bench;

import gochat.client.v1.MessageIds;
import gochat.journal.Journal;
import gochat.room.Author;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.server.Stores;
import gochat.store.DataDirectory;
import gochat.store.Durability;
import gochat.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "fill",
    description = "Writes messages into the lobby of a stopped server, without its API.",
    mixinStandardHelpOptions = true)
final class FillCommand implements Callable<Integer> {
  private static final int BATCH = 1_000;
  private static final int AUTHORS = 100;
  private static final int CONTENT_BYTES = 100;

  private final MessageIds ids = new MessageIds();
  private final List<Author> authors = new ArrayList<>();

  @Option(names = "--data-dir", required = true, description = "the server's")
  private Path directory = Path.of("");

  @Option(names = "--messages", description = "of 100 bytes, by 100 authors (${DEFAULT-VALUE})")
  private int messages = 1_000_000;

  @Override
  public Integer call() {
    Plan.check(messages, 1, 100_000_000, "--messages");
    for (int i = 0; i < AUTHORS; i++) {
      authors.add(new Author(UUID.randomUUID(), UUID.randomUUID(), "author-" + i, Standing.GUEST));
    }
    try (DataDirectory data = DataDirectory.open(directory);
        Store store = Stores.open(data, Durability.SYNC, _ -> {})) {
      Journal journal = store.journal();
      long head = journal.head(RoomId.LOBBY);
      for (int written = 0; written < messages; ) {
        List<RoomEvent> batch = batch(Math.min(BATCH, messages - written));
        Journal.AppendResult result =
            journal.append(List.of(new Journal.Batch(RoomId.LOBBY, head + written, batch)));
        if (!(result instanceof Journal.AppendResult.Stored)) {
          throw new IllegalStateException("append: " + result);
        }
        written += batch.size();
      }
    }
    System.err.printf("%d messages written to %s%n", messages, directory);
    return 0;
  }

  private List<RoomEvent> batch(int size) {
    List<RoomEvent> batch = new ArrayList<>(size);
    long atMs = System.currentTimeMillis();
    for (int i = 0; i < size; i++) {
      batch.add(
          new RoomEvent.Posted(
              authors.get(i % AUTHORS),
              atMs,
              UUID.fromString(ids.next()),
              "-".repeat(CONTENT_BYTES)));
    }
    return batch;
  }
}

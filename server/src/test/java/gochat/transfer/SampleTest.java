package gochat.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.Journal.Batch;
import gochat.pause.Pause;
import gochat.pause.Rest;
import gochat.room.Author;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.store.Store;
import gochat.store.memory.MemoryStore;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The sample of an export in the documentation. `-Dgochat.docs.write=true` writes it.
class SampleTest {
  private static final Pattern SAMPLE = Pattern.compile("(?s)```jsonl\n(.*?)```");

  @ParameterizedTest
  @ValueSource(strings = {"operate.md", "operate.zh-CN.md"})
  void theSampleIsAnExport(String name) throws IOException {
    Path page = Path.of("../docs", name);
    String text = Files.readString(page);
    Matcher sample = SAMPLE.matcher(text);
    assertThat(sample.find()).isTrue();
    String expected = export();
    if (Boolean.getBoolean("gochat.docs.write")) {
      Files.writeString(
          page, text.substring(0, sample.start(1)) + expected + text.substring(sample.end(1)));
    } else {
      assertThat(sample.group(1)).isEqualTo(expected);
    }
  }

  private static String export() throws IOException {
    Store store = MemoryStore.create(1);
    Author ada =
        new Author(
            UUID.fromString("01890dd5-ea3f-7746-b9d3-c51fd74c3b1e"),
            UUID.fromString("3f2b8c1e-6c0f-4a86-9d0e-2f5f2f3f7a10"),
            "ada",
            Standing.ACCOUNT);
    Author bob =
        new Author(
            UUID.fromString("01890dd6-1c7a-7e11-8a55-0b7a1f1de3c2"),
            UUID.fromString("9a6c1f4d-0b52-4f0e-8f1b-6f7d0d5c9e21"),
            "bob",
            Standing.GUEST);
    long atMs = Instant.parse("2026-11-29T10:45:00.123Z").toEpochMilli();
    UUID messageId = UUID.fromString("01890dd7-5b1c-7c3a-9f40-6d2f8e1b7a55");
    List<RoomEvent> events =
        List.of(
            new RoomEvent.Posted(ada, atMs, messageId, "Tea at four?"),
            new RoomEvent.Posted(bob, atMs + 4_000, null, "Yes!", 1, 1, List.of()));
    var _ = store.journal().append(List.of(new Batch(RoomId.LOBBY, 0, events)));
    StringWriter out = new StringWriter();
    var _ =
        new Exporter(store, Rest.none(Pause.UNTIL_INTERRUPT))
            .export(List.of(RoomId.LOBBY), "0.1.0", Instant.parse("2026-11-29T11:00:00Z"), out);
    return out.toString();
  }
}

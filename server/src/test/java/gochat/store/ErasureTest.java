package gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.Journal;
import gochat.journal.Journal.AppendResult;
import gochat.journal.Journal.Batch;
import gochat.room.Author;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was deleted is in none of the files.
class ErasureTest {
  private static final int MESSAGES = 200;
  private static final long SEED = 7;
  private static final Author ALICE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);

  @TempDir private Path directory;
  private final Random random = new Random(SEED);

  @Test
  void deletedTextsAndTheirEditsLeaveTheFiles() throws Exception {
    try (SqliteStore store =
        SqliteStore.open(directory.resolve("gochat.db"), Durability.ASYNC, _ -> {})) {
      Journal journal = store.journal();
      List<Long> messages = new ArrayList<>();
      for (long seq = 1; seq <= MESSAGES; seq++) {
        messages.add(seq);
        append(journal, new RoomEvent.Posted(ALICE, 1, UUID.randomUUID(), text(seq)));
      }
      for (long message : messages) {
        if (random.nextBoolean()) {
          append(journal, new RoomEvent.Edited(ALICE, 1, message, text(message), List.of()));
        }
      }
      assertThat(found(messages)).isEqualTo(messages);

      Collections.shuffle(messages, random);
      List<Long> deleted = messages.subList(0, MESSAGES / 2);
      for (int i = 0; i < deleted.size(); i += 10) {
        append(
            journal,
            deleted.subList(i, i + 10).stream()
                .map(message -> new RoomEvent.Deleted(ALICE, 2, message))
                .toArray(RoomEvent[]::new));
        assertThat(found(deleted.subList(0, i + 10))).isEmpty();
      }
      List<Long> kept = messages.subList(MESSAGES / 2, MESSAGES);
      assertThat(found(kept)).isEqualTo(kept);
    }
  }

  /// From short ones to ones that take pages of their own, all with a mark of the message.
  private String text(long message) {
    return mark(message).repeat(1 + random.nextInt(10) * random.nextInt(100));
  }

  private static String mark(long message) {
    return "<secret " + message + ">";
  }

  /// Those of `messages` whose marks are in one of the files.
  private List<Long> found(List<Long> messages) throws Exception {
    StringBuilder content = new StringBuilder();
    try (var files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        content.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return messages.stream().filter(message -> content.indexOf(mark(message)) >= 0).toList();
  }

  private static void append(Journal journal, RoomEvent... events) {
    long head = journal.head(RoomId.LOBBY);
    assertThat(journal.append(List.of(new Batch(RoomId.LOBBY, head, List.of(events)))))
        .isEqualTo(AppendResult.STORED);
  }
}

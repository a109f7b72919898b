package gochat.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.SilentServer;
import gochat.journal.JournalException;
import gochat.journal.StoredEvent;
import gochat.journal.StoredLogs;
import gochat.journal.TestJournal;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import gochat.room.Standing;
import gochat.room.TestPolicy;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SilentServer.class)
class LiveLogsTest {
  private static final Author ALICE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);

  private volatile boolean isDamaged;
  private final TestJournal journal =
      new TestJournal() {
        @Override
        public Map<RoomId, RoomSnapshot> load(Collection<RoomId> rooms) {
          if (isDamaged) {
            throw new JournalException("planned", new IOException());
          }
          return super.load(rooms);
        }
      };

  private final List<Long> observed = Collections.synchronizedList(new ArrayList<>());
  private final Shard shard =
      new Shard(
          journal,
          new ShardConfig(100, TestPolicy.of(1_000)),
          InstantSource.system(),
          turns ->
              turns.forEach(
                  turn -> turn.entries().stream().map(LogEntry::seq).forEach(observed::add)));
  private final ShardThread thread =
      new ShardThread(
          shard,
          e -> {
            throw new AssertionError("the shard ended", e);
          });
  private final StoredLogs logs = new LiveLogs(journal.store().logs(), shard);

  @AfterEach
  void close() {
    thread.close();
  }

  private static StoredEvent stored(long seq) {
    return new StoredEvent(seq, new RoomEvent.Posted(ALICE, 1_000, null, "text " + seq), false);
  }

  private Outcome post() {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    Submitter submitter = new Submitter(outcome::complete, () -> {});
    assertThat(shard.submit(RoomId.LOBBY, new Command.Post(ALICE, null, "hello"), submitter))
        .isTrue();
    return outcome.join();
  }

  @Test
  void whatIsAppendedIsPartOfTheRoomsOneOrder() {
    assertThat(post()).isEqualTo(new Outcome.Stored(1));
    assertThat(logs.append(RoomId.LOBBY, List.of(stored(2), stored(3)))).isTrue();
    assertThat(post()).isEqualTo(new Outcome.Stored(4));
    assertThat(logs.append(RoomId.LOBBY, List.of(stored(4)))).isFalse();

    assertThat(observed).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void aRoomThatCanNotBeReadFailsTheChangeAndNotTheShard() {
    isDamaged = true;
    assertThatThrownBy(() -> logs.append(RoomId.LOBBY, List.of(stored(1))))
        .hasMessage("room lobby can't be read");
    isDamaged = false;

    assertThat(logs.append(RoomId.LOBBY, List.of(stored(1)))).isTrue();
    assertThat(post()).isEqualTo(new Outcome.Stored(2));
  }
}

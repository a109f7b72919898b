package gochat.shard;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.TestJournal;
import gochat.limit.LimitTable.Holds;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.room.TestPolicy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// How many messages an append serves. The test turns the shard by hand, so nothing waits for a
/// timer.
class GroupCommitTest {
  private static final Author ALICE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);

  private final Disk disk = new Disk();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final Shard shard =
      new Shard(disk, new ShardConfig(10_000, TestPolicy.of(100)), InstantSource.system(), _ -> {});

  @Test
  void aSenderAloneIsAnsweredAfterOneAppend() {
    send(1);
    shard.turn();

    assertThat(disk.appends).containsExactly(1);
    assertThat(outcomes).containsExactly(new Outcome.Stored(1));
    assertThat(shard.turn()).isFalse();
  }

  @Test
  void commandsThatComeWhileTheDiskIsBusyShareTheNextAppend() {
    disk.meanwhile = () -> send(300);
    send(1);
    shard.turn();
    shard.turn();

    assertThat(disk.appends).containsExactly(1, 300);
    assertThat(outcomes).hasSize(301);
  }

  @Test
  @Holds({"shard.turn-requests-max", "shard.turn-bytes-max"})
  void anAppendIsBoundedHoweverMuchWaits() {
    send(3_000);
    while (shard.turn()) {}

    assertThat(disk.appends).containsExactly(1_024, 1_024, 952);
    assertThat(outcomes).hasSize(3_000).last().isEqualTo(new Outcome.Stored(3_000));

    disk.appends.clear();
    send(1_000, "x".repeat(100));
    while (shard.turn()) {}

    assertThat(disk.appends).as("of 64 KiB").containsExactly(655, 345);
  }

  private void send(int messages) {
    send(messages, "hello");
  }

  private void send(int messages, String text) {
    for (int i = 0; i < messages; i++) {
      Command post = new Command.Post(ALICE, null, text);
      assertThat(shard.submit(RoomId.LOBBY, post, new Submitter(outcomes::add, () -> {}))).isTrue();
    }
  }

  private static final class Disk extends TestJournal {
    /// How many events each append brought.
    final List<Integer> appends = new ArrayList<>();

    /// Happens during the next append.
    Runnable meanwhile = () -> {};

    @Override
    public AppendResult append(List<Batch> batches) {
      Runnable now = meanwhile;
      meanwhile = () -> {};
      now.run();
      appends.add(batches.stream().mapToInt(batch -> batch.events().size()).sum());
      return super.append(batches);
    }
  }
}

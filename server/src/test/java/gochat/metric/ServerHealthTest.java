package gochat.metric;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.edge.Health.Condition;
import gochat.journal.TestJournal;
import gochat.limit.MessageLimit;
import gochat.limit.QueueLimit;
import gochat.room.TestPolicy;
import gochat.shard.Shard;
import gochat.shard.ShardConfig;
import gochat.shard.ShardThread;
import gochat.store.StoreStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerHealthTest {
  private static final class Status implements StoreStatus {
    private Writing writing = Writing.POSSIBLE;

    @Override
    public Writing writing() {
      return writing;
    }

    @Override
    public OptionalLong bytes() {
      return OptionalLong.empty();
    }

    @Override
    public OptionalLong freeBytes() {
      return OptionalLong.empty();
    }
  }

  private final ShardThread shard =
      new ShardThread(
          new Shard(
              new TestJournal(),
              new ShardConfig(
                  QueueLimit.SHARD_INBOX.standardInt(),
                  TestPolicy.of(MessageLimit.TEXT_BYTES.standardInt())),
              InstantSource.system(),
              _ -> {}),
          e -> {
            throw new AssertionError(e);
          });
  private final Status store = new Status();
  private final ServerHealth health = new ServerHealth(List.of(shard), store);
  private boolean isListening = true;

  @AfterEach
  void close() {
    shard.close();
  }

  @Test
  void aServerIsReadyFromItsStartUntilItBeginsToStop() {
    assertThat(health.ready().problem()).contains("starting");

    health.started(() -> isListening);
    assertThat(health.ready()).isEqualTo(Condition.GOOD);

    health.stopping();
    assertThat(health.ready().problem()).contains("stops");
    assertThat(health.live()).isEqualTo(Condition.GOOD);
  }

  @Test
  void aServerThatCanNotStoreIsAliveAndNotReady() {
    health.started(() -> isListening);

    store.writing = StoreStatus.Writing.DISK_FULL;
    assertThat(health.ready().problem()).isEqualTo("the disk is full");
    store.writing = StoreStatus.Writing.UNREACHABLE;
    assertThat(health.ready().problem()).isEqualTo("the database does not answer");
    store.writing = StoreStatus.Writing.FAILED;
    assertThat(health.ready().problem()).isEqualTo("the store has failed");
    assertThat(health.live()).isEqualTo(Condition.GOOD);
    store.writing = StoreStatus.Writing.POSSIBLE;
    assertThat(health.ready()).isEqualTo(Condition.GOOD);
  }

  @Test
  void aPortThatDoesNotListenIsNotReady() {
    health.started(() -> isListening);
    isListening = false;

    assertThat(health.ready().problem()).isEqualTo("a port does not listen");
  }

  @Test
  void aServerWhoseShardHasEndedIsNotAlive() {
    health.started(() -> isListening);
    shard.close();

    assertThat(health.live().problem()).isEqualTo("a shard stands still");
    assertThat(health.ready()).isEqualTo(health.live());
  }
}

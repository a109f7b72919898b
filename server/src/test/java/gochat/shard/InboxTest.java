package gochat.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.limit.LimitTable.Holds;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.RoomId;
import gochat.room.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InboxTest {
  private final AtomicInteger told = new AtomicInteger();

  @Test
  @Holds("shard.inbox-max")
  void aFullInboxRefusesAndTellsOnceWhenThereIsRoom() {
    Inbox inbox = new Inbox(2, 1_000);

    assertThat(offer(inbox, 1)).isTrue();
    assertThat(offer(inbox, 1)).isTrue();
    assertThat(offer(inbox, 1)).isFalse();
    assertThat(told).hasValue(0);
    assertThat(inbox.take(1, 1_000)).hasSize(1);
    assertThat(inbox.take(1, 1_000)).hasSize(1);

    assertThat(told).hasValue(1);
    assertThat(offer(inbox, 1)).isTrue();
  }

  @Test
  @Holds("shard.inbox-bytes-max")
  void theInboxIsBoundedInBytes() {
    Inbox inbox = new Inbox(1_000, 100);

    assertThat(offer(inbox, 60)).isTrue();
    assertThat(offer(inbox, 60)).isTrue();
    assertThat(offer(inbox, 1)).isFalse();
  }

  @Test
  void aTurnTakesAtLeastOneRequestHoweverLarge() {
    Inbox inbox = new Inbox(1_000, 1_000);
    offer(inbox, 60);
    offer(inbox, 60);

    assertThat(inbox.take(10, 50)).hasSize(1);
    assertThat(inbox.take(10, 50)).hasSize(1);
    assertThat(inbox.take(10, 50)).isEmpty();
  }

  @Test
  void fencesAreTakenHoweverFullItIs() {
    Inbox inbox = new Inbox(1, 1_000);
    offer(inbox, 1);
    inbox.admit(new Request.Fence(() -> {}));

    assertThat(inbox.take(10, 1_000)).hasSize(2);
  }

  @Test
  @Timeout(60)
  void theShardIsWokenWhenItsCallerHasSubmittedWhatItHas() throws InterruptedException {
    Inbox inbox = new Inbox(10, 1_000);
    List<Runnable> lane = new ArrayList<>();
    var shard = new FutureTask<>(() -> inbox.await(0));
    Thread thread = Thread.ofPlatform().start(shard);
    await().until(() -> thread.getState() == Thread.State.WAITING);

    for (int i = 0; i < 3; i++) {
      assertThat(offer(inbox, 1, lane::add)).isTrue();
    }

    assertThat(thread.getState()).isEqualTo(Thread.State.WAITING);
    lane.forEach(Runnable::run);
    thread.join();
    assertThat(inbox.take(10, 1_000)).hasSize(3);
    lane.clear();
    assertThat(offer(inbox, 1, lane::add)).isTrue();
    assertThat(lane).as("tasks that wake the thread, which does not wait").isEmpty();
  }

  @Test
  @Timeout(60)
  void aFullInboxWakesTheShardAtOnce() throws InterruptedException {
    Inbox inbox = new Inbox(1, 1_000);
    Thread thread = Thread.ofPlatform().start(new FutureTask<>(() -> inbox.await(0)));
    await().until(() -> thread.getState() == Thread.State.WAITING);

    assertThat(offer(inbox, 1, _ -> {})).isTrue();
    assertThat(offer(inbox, 1, _ -> {})).isFalse();

    thread.join();
    assertThat(inbox.take(10, 1_000)).hasSize(1);
  }

  @Test
  @Timeout(60)
  void aLaneThatHasEndedWakesTheShardAllTheSame() throws InterruptedException {
    Inbox inbox = new Inbox(10, 1_000);
    Thread thread = Thread.ofPlatform().start(new FutureTask<>(() -> inbox.await(0)));
    await().until(() -> thread.getState() == Thread.State.WAITING);

    offer(
        inbox,
        1,
        _ -> {
          throw new RejectedExecutionException();
        });

    thread.join();
    assertThat(inbox.take(10, 1_000)).hasSize(1);
  }

  private boolean offer(Inbox inbox, int chars) {
    return offer(inbox, chars, Runnable::run);
  }

  private boolean offer(Inbox inbox, int chars, Executor wakeBy) {
    Author author = new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.GUEST);
    Command.Post post = new Command.Post(author, null, "x".repeat(chars));
    return inbox.offer(
        new Request.Act(RoomId.LOBBY, post, new Submitter(_ -> {}, () -> {}), 0),
        new Submitter(_ -> {}, told::incrementAndGet, wakeBy));
  }
}

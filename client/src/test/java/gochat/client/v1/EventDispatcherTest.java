package gochat.client.v1;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.client.v1.Positions.Progress;
import gochat.v1.Cursor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventDispatcherTest {
  /// The listener handles as many events as there are permits.
  private final Semaphore permits = new Semaphore(0);

  private final List<ChatEvent> told = new CopyOnWriteArrayList<>();
  private final List<List<Cursor>> saved = new CopyOnWriteArrayList<>();
  private final AtomicInteger drained = new AtomicInteger();
  private final CompletableFuture<List<Throwable>> done = new CompletableFuture<>();

  private final CursorStore store =
      new CursorStore() {
        @Override
        public List<Cursor> load() {
          return List.of();
        }

        @Override
        public void save(Collection<Cursor> cursors) {
          saved.add(List.copyOf(cursors));
        }
      };

  private final EventDispatcher dispatcher =
      new EventDispatcher(
          store,
          List.of(),
          new EventDispatcher.Owner() {
            @Override
            public void tell(ChatEvent event) throws Exception {
              permits.acquire();
              if (event instanceof ChatEvent.RoomCaughtUp(_, _, var seq) && seq == 13) {
                throw new IllegalStateException("an unlucky number");
              }
              told.add(event);
            }

            @Override
            public void drained() {
              drained.incrementAndGet();
            }

            @Override
            public void done(@Nullable Throwable cause) {
              done.complete(cause == null ? List.of() : List.of(cause));
            }
          });

  private void add(long seq, int bytes) {
    Cursor cursor = Cursor.newBuilder().setRoom("lobby").setEpoch(1).setSeq(seq).build();
    dispatcher.add(new ChatEvent.RoomCaughtUp("lobby", 1, seq), new Progress.UpTo(cursor), bytes);
  }

  private List<Long> savedSeqs() {
    return saved.stream().map(cursors -> cursors.getLast().getSeq()).toList();
  }

  @Test
  void theCursorIsSavedOnlyAfterTheListenerReturned() {
    dispatcher.start();
    add(1, 10);
    await().until(permits::hasQueuedThreads);
    assertThat(saved).isEmpty();
    permits.release();
    await().until(() -> !saved.isEmpty());
    assertThat(savedSeqs()).containsExactly(1L);
  }

  @Test
  void oneSaveCoversAllWaitingEvents() {
    for (int seq = 1; seq <= 12; seq++) {
      add(seq, 10);
    }
    permits.release(12);
    dispatcher.start();
    await().until(() -> !saved.isEmpty());
    assertThat(savedSeqs()).containsExactly(12L);
  }

  @Test
  void theCursorOfABusyRoomIsSavedAtIntervals() {
    for (int seq = 1_000; seq <= 3_500; seq++) {
      add(seq, 10);
    }
    permits.release(3_000);
    dispatcher.start();
    await().until(() -> saved.size() == 3);
    assertThat(savedSeqs()).containsExactly(1_999L, 2_999L, 3_500L);
  }

  @Test
  void aForgottenRoomIsNotSaved() {
    add(1, 10);
    dispatcher.add(new ChatEvent.CaughtUp(), new Progress.Forgotten("lobby"), 10);
    permits.release(2);
    dispatcher.start();
    await().until(() -> !saved.isEmpty());
    assertThat(saved).containsExactly(List.of());
  }

  @Test
  void aListenerThatThrowsGetsNothingMoreAndItsEventIsNotSaved() throws Exception {
    List<Long> seqs = new ArrayList<>(List.of(11L, 12L, 13L, 14L));
    seqs.forEach(seq -> add(seq, 10));
    permits.release(10);
    dispatcher.start();
    assertThat(done.get(60, SECONDS))
        .singleElement()
        .satisfies(cause -> assertThat(cause).hasMessage("an unlucky number"));
    assertThat(told).hasSize(2);
    assertThat(savedSeqs()).containsExactly(12L);
  }

  @Test
  void noEventFollowsTheLastOne() throws Exception {
    add(1, 10);
    dispatcher.addLast(new ChatEvent.CaughtUp(), false);
    add(2, 10);
    permits.release(10);
    dispatcher.start();
    assertThat(done.get(60, SECONDS)).isEmpty();
    assertThat(told).hasSize(2).last().isEqualTo(new ChatEvent.CaughtUp());
    assertThat(savedSeqs()).containsExactly(1L);
  }

  @Test
  void anImmediateEndSkipsWaitingEvents() throws Exception {
    add(1, 10);
    dispatcher.addLast(new ChatEvent.CaughtUp(), true);
    permits.release(10);
    dispatcher.start();
    assertThat(done.get(60, SECONDS)).isEmpty();
    assertThat(told).containsExactly(new ChatEvent.CaughtUp());
    assertThat(saved).isEmpty();
  }

  @Test
  void theQueueAcceptsMoreEventsAtHalfItsLimit() {
    for (int seq = 1; seq <= 10; seq++) {
      add(seq, EventDispatcher.BYTES_MAX / 8);
    }
    dispatcher.start();
    permits.release(5);
    await().until(() -> told.size() == 5);
    assertThat(drained).hasValue(0);
    permits.release(3);
    await().until(() -> drained.get() == 1);
  }
}

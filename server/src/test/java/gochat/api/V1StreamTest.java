package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.account.SignInOutcome;
import gochat.error.Failure;
import gochat.limit.LimitTable.Holds;
import gochat.limit.Limits;
import gochat.limit.NetworkList;
import gochat.limit.RateLimit;
import gochat.limit.Rates;
import gochat.session.Ending;
import gochat.session.Inbound;
import gochat.session.Item;
import gochat.session.StreamKind;
import gochat.shard.Delivery;
import gochat.v1.ClientFrame;
import gochat.v1.Reply;
import gochat.v1.SendMessageRequest;
import gochat.v1.SetAwayRequest;
import gochat.v1.StartRequest;
import io.grpc.Attributes;
import io.grpc.Status;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The opening of a v1 stream.
class V1StreamTest {
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final Rates UNLIMITED =
      new Rates(
          Limits.STANDARD
              .with(RateLimit.GUEST_CHANGES, 1_000_000)
              .with(RateLimit.GUEST_BYTES, 1_000_000_000),
          NetworkList.parse("0.0.0.0/0"),
          System::nanoTime);

  private final ApiWorld world = new ApiWorld();
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final List<Status> failures = new ArrayList<>();
  private final List<Ending> endings = new ArrayList<>();

  /// The kinds of replies and items that the client got; the shard sends some of them.
  private final List<String> told = new CopyOnWriteArrayList<>();

  private final List<Long> answered = new CopyOnWriteArrayList<>();
  private boolean isPaused;
  private final long openedNanos = System.nanoTime();
  private final Inbound<ClientFrame> stream =
      new V1Stream(api(), Runnable::run, origin(), null, transport()).session();

  @AfterEach
  void stop() {
    world.close();
  }

  private static Origin origin() {
    return Origin.of(Attributes.EMPTY);
  }

  /// The tasks that may wait; the test runs them.
  private Api api() {
    return world.api(world.services(UNLIMITED, waiting::add), false);
  }

  private V1Stream.Transport transport() {
    return new V1Stream.Transport() {
      @Override
      public void reply(List<Reply> replies) {
        replies.forEach(reply -> {
          told.add(reply.getReplyCase().name());
          answered.add(reply.getId());
        });
      }

      @Override
      public StreamKind kind() {
        return StreamKind.GRPC;
      }

      @Override
      public long waitingBytes() {
        return 0;
      }

      @Override
      public void opened() {}

      @Override
      public void pause() {
        isPaused = true;
      }

      @Override
      public void resume() {}

      @Override
      public void fail(Failure failure) {
        failures.add(failure.getStatus());
      }

      @Override
      public void add(Item item) {
        told.add(item.getClass().getSimpleName());
      }

      @Override
      public void end(Ending ending) {
        endings.add(ending);
      }

      @Override
      public boolean offer(Delivery delivery, @Nullable UUID except) {
        return true;
      }

      @Override
      public boolean offer(List<Item> items) {
        return true;
      }

      @Override
      public boolean isDrained() {
        return true;
      }
    };
  }

  @Test
  @Holds("stream.start-timeout-ms")
  void aStreamThatDoesNotStartWithinTenSecondsEnds() {
    stream.sweep(openedNanos + 9 * SECOND_NANOS);
    assertThat(endings).isEmpty();

    stream.sweep(openedNanos + 11 * SECOND_NANOS);
    stream.sweep(openedNanos + 12 * SECOND_NANOS);

    assertThat(endings).extracting(Ending::sentence).containsExactly("no start within 10 s");
  }

  @Test
  @Holds({"stream.unanswered-max", "stream.waiting-requests-max"})
  void unansweredRequestsWaitAndThenHoldTheClientBack() {
    Semaphore answers = new Semaphore(0);
    Semaphore held = new Semaphore(0);
    world
        .api
        .services()
        .rooms()
        .fence(() -> {
          held.release();
          answers.acquireUninterruptibly();
        });
    held.acquireUninterruptibly();
    stream.receive(start(guest()));
    runWaiting();

    int asked = 0;
    while (!isPaused) {
      stream.receive(message(7));
      runWaiting();
      asked++;
    }
    answers.release();

    assertThat(failures).isEmpty();
    assertThat(asked).isEqualTo(256 + 64);
  }

  @Test
  void messagesWaitUntilTheRoomsTakeThemAndKeepTheirOrder() {
    stream.receive(start(guest()));
    runWaiting();

    world.whileRoomsAreBusy(() -> {
      stream.receive(message(8));
      stream.receive(message(9));
      assertThat(answered).containsExactly(0L);
    });

    await().untilAsserted(() -> assertThat(answered).containsExactly(0L, 8L, 9L));
    assertThat(world.head("lobby")).isEqualTo(2);
  }

  @Test
  void requestsAreHandledWhenTheClientHasBeenToldOfItsRooms() {
    stream.receive(start(guest()));
    waiting.remove().run();
    stream.receive(Requests.frame(7, SetAwayRequest.getDefaultInstance()));
    // The look-up of rooms comes last.
    while (!waiting.isEmpty()) {
      waiting.removeLast().run();
    }

    assertThat(told).containsSubsequence("START", "Followed", "SET_AWAY");
  }

  /// Adds a guest and returns its token.
  private String guest() {
    var outcome = world.identities.signUps().asGuest("Gus", "", InetAddress.getLoopbackAddress());
    return ((SignInOutcome.SignedIn) outcome).token();
  }

  private void runWaiting() {
    for (Runnable task; (task = waiting.poll()) != null; ) {
      task.run();
    }
  }

  private static ClientFrame start(String token) {
    return ClientFrame.newBuilder().setStart(StartRequest.newBuilder().setToken(token)).build();
  }

  private static ClientFrame message(long id) {
    return Requests.frame(
        id, SendMessageRequest.newBuilder().setRoom("lobby").setText("hi").build());
  }

  @Test
  void aStreamThatHasStartedMayBeSilent() {
    stream.receive(ClientFrame.newBuilder().setStart(StartRequest.getDefaultInstance()).build());

    stream.sweep(openedNanos + 60 * SECOND_NANOS);

    assertThat(endings).isEmpty();
  }
}

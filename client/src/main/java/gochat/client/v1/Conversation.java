package gochat.client.v1;

import gochat.client.Backoff;
import gochat.client.CertificateProblem;
import gochat.client.ChatChannel;
import gochat.client.Trouble;
import gochat.client.v1.Positions.Progress;
import gochat.client.v1.Positions.Verdict;
import gochat.v1.ClientFrame;
import gochat.v1.Cursor;
import gochat.v1.Reply;
import gochat.v1.ServerFrame;
import gochat.v1.StartResponse;
import gochat.v1.UserKind;
import io.grpc.Status;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What goes on over all the connections of a [Chat]: one after the other, each from where the one
/// before broke off. Confined to the client's loop.
final class Conversation {
  private static final long AWAY_ID = Connection.START_ID + 1;

  /// The first id that is free for requests.
  static final long FIRST_ID = AWAY_ID + 1;

  private final Endpoint server;
  private final String token;
  private final Patience patience;
  private final ScheduledExecutorService loop;
  private final Delivery delivery;
  private final Intake intake;

  private final Outbox outbox = new Outbox();
  private final Backoff backoff;
  private final Positions positions;
  private final Wishes wishes;
  private final Pace pace;

  private @Nullable Connection connection;
  private long startedAtNanos;
  private boolean hasAccount;
  private boolean isLostTold;
  private boolean hasCaughtUp;
  private boolean isClosing;
  private @Nullable Ending ending;

  /// Why a server that this attempt came to is not the one that was meant; set by another thread.
  private volatile @Nullable CertificateProblem certificateProblem;

  Conversation(
      Endpoint server,
      String token,
      Options options,
      List<Cursor> kept,
      ScheduledExecutorService loop,
      Delivery delivery,
      Intake intake) {
    this.server = server;
    this.token = token;
    this.patience = options.patience();
    this.loop = loop;
    this.delivery = delivery;
    this.intake = intake;
    positions = new Positions(kept);
    backoff =
        new Backoff(
            patience.retryFirstMs(),
            patience.retryMaxMs(),
            Backoff.Jitter.FULL,
            options.random().get());
    wishes = new Wishes(options);
    pace = new Pace(delivery, outbox, loop);
  }

  void attempt() {
    if (ending != null) {
      return;
    }
    certificateProblem = null;
    hasCaughtUp = false;
    connection =
        new Connection(
            ChatChannel.open(
                server.address(),
                server.security(),
                loop,
                patience.connectMs(),
                problem -> certificateProblem = problem),
            token,
            wishes.follow(positions.cursors()),
            patience,
            loop,
            new ConnectionListener());
    pace.readFrom(connection);
  }

  /// There are new requests.
  void takeIn() {
    for (Unanswered request : intake.takeArrived()) {
      if (isClosing || ending != null) {
        settled(request);
        request.fail(Status.Code.CANCELLED, "the chat is closed");
      } else {
        wishes.remember(request.frame());
        outbox.add(request);
        request.timeWith(
            loop.schedule(() -> expire(request), request.giveUpMs(), TimeUnit.MILLISECONDS));
      }
    }
    pump();
  }

  private void expire(Unanswered request) {
    if (outbox.remove(request)) {
      settled(request);
      request.fail(Status.Code.DEADLINE_EXCEEDED, "no answer within " + request.giveUpMs() + " ms");
      closeIfDone();
    }
  }

  private void settled(Unanswered request) {
    request.stopTimer();
    intake.leave(request);
  }

  private void pump() {
    while (connection != null && connection.isWritable()) {
      Unanswered next = outbox.next(hasAccount);
      if (next == null) {
        return;
      }
      connection.send(next.frame());
    }
  }

  /// Takes no more requests; when those that there are were answered, says goodbye.
  void beginToClose() {
    isClosing = true;
    closeIfDone();
  }

  private void closeIfDone() {
    if (!isClosing || ending != null || !outbox.isEmpty()) {
      return;
    }
    if (connection != null && connection.isStarted()) {
      connection.halfClose();
    } else {
      finish(new Ending.Closed(true));
    }
  }

  void closeAtOnce() {
    finish(new Ending.Closed(false));
  }

  /// Nothing follows.
  ///
  /// @return how it ended, now or before
  Ending finish(Ending now) {
    if (ending != null) {
      return ending;
    }
    ending = now;
    if (connection != null) {
      connection.abandon();
      connection = null;
    }
    intake.close();
    takeIn();
    for (Unanswered request : outbox.clear()) {
      settled(request);
      request.fail(Status.Code.CANCELLED, "the chat has ended");
    }
    delivery.addLast(new ChatEvent.Ended(now), now instanceof Ending.Closed);
    return now;
  }

  /// The listener takes events again.
  void drained() {
    pace.drained();
  }

  private void tell(ChatEvent event, Progress progress, int bytes) {
    delivery.add(event, progress, bytes);
    pace.added();
  }

  private void tell(ChatEvent event) {
    tell(event, new Progress.None(), 0);
  }

  /// There is a new connection, in a while.
  private void lost(Status status, boolean wasReady, boolean wasStarted) {
    connection = null;
    for (Unanswered request : outbox.connectionBroke()) {
      settled(request);
      request.fail(Status.Code.UNAVAILABLE, "the connection broke before the answer came");
    }
    if (isClosing && outbox.isEmpty()) {
      finish(new Ending.Closed(false));
      return;
    }
    if (wasStarted && msSince(startedAtNanos) >= patience.stableMs()) {
      backoff.reset();
    }
    if (!isLostTold) {
      isLostTold = true;
      tell(new ChatEvent.Disconnected(Trouble.of(status, wasReady, server.security())));
    }
    var _ = loop.schedule(this::attempt, backoff.nextMs(), TimeUnit.MILLISECONDS);
  }

  private static long msSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  private void breakOff(String sentence) {
    Objects.requireNonNull(connection).abandon();
    lost(Status.UNAVAILABLE.withDescription(sentence), true, true);
  }

  private final class ConnectionListener implements Connection.Listener {
    @Override
    public void started(StartResponse response) {
      startedAtNanos = System.nanoTime();
      isLostTold = false;
      positions.selfIs(response.getUser().getId());
      hasAccount = response.getUser().getKind() != UserKind.USER_KIND_GUEST;
      tell(new ChatEvent.Connected(response.getUser(), response.getSessionId()));
      // Nobody waits for the answer.
      wishes
          .away()
          .map(away -> ClientFrame.newBuilder().setId(AWAY_ID).setSetAway(away).build())
          .ifPresent(Objects.requireNonNull(connection)::send);
      pump();
      closeIfDone();
    }

    @Override
    public void reply(Reply reply) {
      Unanswered request = reply.getId() == 0 ? outbox.biggest() : outbox.answeredBy(reply);
      if (request == null) {
        return;
      }
      if (request.answer(reply)) {
        outbox.remove(request);
        settled(request);
        closeIfDone();
      } else {
        // It goes out again before what came after it, by the one way that there is.
        breakOff(reply.getError().getMessage());
      }
    }

    @Override
    public void frame(ServerFrame frame) {
      hasCaughtUp |= frame.hasCaughtUp();
      switch (positions.take(frame)) {
        case Verdict.Deliver(var event, var progress) ->
            tell(event, progress, frame.getSerializedSize());
        case Verdict.Skip() -> {}
        case Verdict.Broken(var sentence) -> breakOff(sentence);
      }
    }

    @Override
    public void writable() {
      pump();
    }

    @Override
    public void ended(Status status) {
      Connection ended = Objects.requireNonNull(connection);
      connection = null;
      Ending told = Endings.of(status, hasCaughtUp);
      CertificateProblem problem = certificateProblem;
      if (ended.isHalfClosed() && outbox.isEmpty()) {
        finish(new Ending.Closed(status.isOk()));
      } else if (problem != null && !ended.isReady()) {
        finish(new Ending.CertificateRejected(problem));
      } else if (told != null) {
        finish(told);
      } else {
        lost(status, ended.isReady(), ended.isStarted());
      }
    }
  }
}

package gochat.client.v1;

import gochat.client.AddressCycle;
import gochat.client.Backoff;
import gochat.client.ChatChannel;
import gochat.client.ConnectionProblem;
import gochat.client.ServerAddress;
import gochat.client.v1.Positions.Progress;
import gochat.client.v1.Positions.Verdict;
import gochat.v1.ClientFrame;
import gochat.v1.Cursor;
import gochat.v1.Reply;
import gochat.v1.ServerFrame;
import gochat.v1.Started;
import gochat.v1.UserKind;
import io.grpc.Status;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The sequence of connections of a [Chat]: each continues where the one before was lost. Confined
/// to the client's loop.
final class ReconnectingStream {
  private static final long AWAY_ID = Connection.START_ID + 1;

  /// The first id for requests.
  static final long FIRST_ID = AWAY_ID + 1;

  private final Endpoint server;
  private final AddressCycle addresses;
  private final TokenSource tokens;
  private final Timeouts timeouts;
  private final ScheduledExecutorService loop;
  private final EventDispatcher dispatcher;
  private final SubmissionQueue submissions;

  private final Outbox outbox = new Outbox();
  private final Backoff backoff;
  private final Positions positions;
  private final StartParameters startParameters;
  private final FlowControl flowControl;

  private @Nullable Connection connection;

  /// The number of attempts since the last connection.
  private int attempts;

  private long startedAtNanos;
  private boolean hasAccount;
  private boolean isLossReported;
  private boolean hasCaughtUp;
  private boolean isClosing;
  private @Nullable Ending ending;

  /// Set by another thread when the certificate of the current attempt is rejected.
  private volatile Ending.@Nullable CertificateRejected rejection;

  ReconnectingStream(
      Endpoint server,
      TokenSource tokens,
      Options options,
      List<Cursor> kept,
      ScheduledExecutorService loop,
      EventDispatcher dispatcher,
      SubmissionQueue submissions) {
    this.server = server;
    this.tokens = tokens;
    this.timeouts = options.timeouts();
    this.loop = loop;
    this.dispatcher = dispatcher;
    this.submissions = submissions;
    positions = new Positions(kept);
    RandomGenerator random = options.random().get();
    backoff = timeouts.backoff(random);
    addresses = new AddressCycle(server.addresses(), random);
    startParameters = new StartParameters(options);
    flowControl = new FlowControl(dispatcher, outbox, loop);
  }

  void attempt() {
    if (ending != null) {
      return;
    }
    String token = tokens.token();
    if (token == null) {
      tokens.signIn(this::attempt, this::finish, this::retry);
      return;
    }
    rejection = null;
    hasCaughtUp = false;
    attempts++;
    ServerAddress address = addresses.next();
    connection =
        new Connection(
            ChatChannel.open(
                address,
                server.security(),
                loop,
                timeouts.connectMs(),
                problem -> rejection = new Ending.CertificateRejected(address, problem)),
            token,
            startParameters.follow(positions.cursors()),
            timeouts,
            loop,
            new ConnectionListener());
    flowControl.readFrom(connection);
  }

  /// Sends the new requests of the queue.
  void takeRequests() {
    for (PendingRequest request : submissions.takeArrived()) {
      if (isClosing || ending != null) {
        settled(request);
        request.fail(Status.Code.CANCELLED, "the chat is closed");
      } else {
        startParameters.remember(request.frame());
        outbox.add(request);
        request.timeWith(
            loop.schedule(() -> expire(request), request.giveUpMs(), TimeUnit.MILLISECONDS));
      }
    }
    pump();
  }

  private void expire(PendingRequest request) {
    if (outbox.remove(request)) {
      settled(request);
      request.fail(Status.Code.DEADLINE_EXCEEDED, "no answer within " + request.giveUpMs() + " ms");
      closeIfDone();
    }
  }

  private void settled(PendingRequest request) {
    request.stopTimer();
    submissions.release(request);
  }

  private void pump() {
    while (connection != null && connection.isWritable()) {
      PendingRequest next = outbox.next(hasAccount);
      if (next == null) {
        return;
      }
      connection.send(next.frame());
    }
  }

  /// Accepts no more requests and ends the stream after the answers to earlier ones.
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

  /// Ends everything.
  ///
  /// @return the first ending
  Ending finish(Ending now) {
    if (ending != null) {
      return ending;
    }
    ending = now;
    if (connection != null) {
      connection.abandon();
      connection = null;
    }
    tokens.abandon();
    submissions.close();
    takeRequests();
    for (PendingRequest request : outbox.clear()) {
      settled(request);
      request.fail(Status.Code.CANCELLED, "the chat has ended");
    }
    dispatcher.addLast(new ChatEvent.Ended(now), now instanceof Ending.Closed);
    return now;
  }

  /// The listener handles events again.
  void drained() {
    flowControl.drained();
  }

  private void report(ChatEvent event, Progress progress, int bytes) {
    dispatcher.add(event, progress, bytes);
    flowControl.added();
  }

  private void report(ChatEvent event) {
    report(event, new Progress.None(), 0);
  }

  /// Reconnects after a pause.
  private void lost(Status status, boolean wasReady, boolean wasStarted) {
    connection = null;
    for (PendingRequest request : outbox.connectionBroke()) {
      settled(request);
      request.fail(Status.Code.UNAVAILABLE, "the connection was lost before the answer");
    }
    if (isClosing && outbox.isEmpty()) {
      finish(new Ending.Closed(false));
      return;
    }
    if (wasStarted
        && System.nanoTime() - startedAtNanos
            >= TimeUnit.MILLISECONDS.toNanos(timeouts.stableMs())) {
      backoff.reset();
    }
    retry(ConnectionProblem.of(status, wasReady, server.security()));
  }

  private void retry(ConnectionProblem problem) {
    boolean isAtNextAddress = attempts > 0 && attempts < addresses.size();
    if (!isLossReported && !isAtNextAddress) {
      isLossReported = true;
      report(new ChatEvent.Disconnected(problem));
    }
    loop.schedule(this::attempt, backoff.nextMs(), TimeUnit.MILLISECONDS);
  }

  private void breakOff(String sentence) {
    Objects.requireNonNull(connection).abandon();
    lost(Status.UNAVAILABLE.withDescription(sentence), true, true);
  }

  private final class ConnectionListener implements Connection.Listener {
    @Override
    public void started(Started started) {
      startedAtNanos = System.nanoTime();
      tokens.accepted();
      attempts = 0;
      isLossReported = false;
      positions.selfIs(started.getUser().getId());
      hasAccount = started.getUser().getKind() != UserKind.USER_KIND_GUEST;
      report(new ChatEvent.Connected(started.getUser(), started.getSessionId()));
      // The answer does not matter.
      startParameters
          .away()
          .map(away -> ClientFrame.newBuilder().setId(AWAY_ID).setSetAway(away).build())
          .ifPresent(Objects.requireNonNull(connection)::send);
      pump();
      closeIfDone();
    }

    @Override
    public void reply(Reply reply) {
      PendingRequest request = reply.getId() == 0 ? outbox.biggest() : outbox.answeredBy(reply);
      if (request == null) {
        return;
      }
      if (request.answer(reply)) {
        outbox.remove(request);
        settled(request);
        closeIfDone();
      } else {
        // A new connection is the only way to send it again before later requests.
        breakOff(reply.getError().getMessage());
      }
    }

    @Override
    public void frame(ServerFrame frame) {
      if (frame.hasCaughtUp()) {
        hasCaughtUp = true;
        startParameters.caughtUp();
      }
      switch (positions.take(frame)) {
        case Verdict.Deliver(var event, var progress) ->
            report(event, progress, frame.getSerializedSize());
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
      Ending refusal = Endings.of(status, hasCaughtUp);
      Ending.CertificateRejected rejected = rejection;
      if (ended.isHalfClosed() && outbox.isEmpty()) {
        finish(new Ending.Closed(status.isOk()));
      } else if (rejected != null && !ended.isReady()) {
        finish(rejected);
      } else if (refusal instanceof Ending.SignedOut && tokens.rejected()) {
        attempt();
      } else if (refusal != null) {
        finish(refusal);
      } else {
        lost(status, ended.isReady(), ended.isStarted());
      }
    }
  }
}

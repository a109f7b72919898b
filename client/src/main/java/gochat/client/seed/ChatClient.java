package gochat.client.seed;

import gochat.Gochat.ChatMessage;
import gochat.client.Backoff;
import gochat.client.CertificateProblem;
import gochat.client.ChatChannel;
import gochat.client.ConnectionProblem;
import gochat.client.Security;
import gochat.client.ServerAddress;
import gochat.client.seed.ChatEvent.Refusal;
import io.grpc.Status;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One user's connection to a server, restored after each loss.
///
/// Lines wait in a bounded queue while there is no connection, and each line is handed over to one
/// stream only. [UnconfirmedLines] describes which lines the client reports when a stream breaks.
///
/// The client has one thread, which also calls the listener with one event after the other. While
/// the listener runs, the client reads nothing, so a slow listener slows the server down. The
/// public methods may be called from any thread.
public final class ChatClient implements AutoCloseable {
  private static final long NAME_HELD_PAUSE_MAX_MS = 5_000;

  private final ServerAddress server;
  private final Security security;
  private final String name;
  private final Timeouts timeouts;
  private final LongSupplier clockMs;
  private final Consumer<ChatEvent> listener;

  private final Outbox outbox = new Outbox();
  private final AtomicBoolean pumpIsDue = new AtomicBoolean();
  private final CompletableFuture<LeaveResult> leaveResult = new CompletableFuture<>();
  private final ScheduledThreadPoolExecutor loop = newLoop();

  // The fields below are confined to the loop.
  private final Backoff backoff;
  private final UnconfirmedLines unconfirmed = new UnconfirmedLines();
  private @Nullable ChatStream stream;
  private long readyAtMs;
  private boolean everSettled;
  private boolean everLost;

  private boolean lost;
  private boolean leaving;

  /// Why the certificate of the current attempt was rejected; set by another thread.
  private volatile @Nullable CertificateProblem certificateProblem;

  /// When the server began to refuse the name that it had accepted before.
  private @Nullable Long nameHeldSinceMs;

  /// @param listener must neither throw nor wait for this client
  public ChatClient(
      ServerAddress server, Security security, String name, Consumer<ChatEvent> listener) {
    this(
        server,
        security,
        name,
        Timeouts.DEFAULT,
        new SplittableRandom(),
        () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
        listener);
  }

  /// @param random spreads the pauses between attempts; used by one thread
  /// @param clockMs a monotonic clock
  public ChatClient(
      ServerAddress server,
      Security security,
      String name,
      Timeouts timeouts,
      RandomGenerator random,
      LongSupplier clockMs,
      Consumer<ChatEvent> listener) {
    this.server = server;
    this.security = security;
    this.name = name;
    this.timeouts = timeouts;
    this.clockMs = clockMs;
    this.listener = listener;
    this.backoff =
        new Backoff(timeouts.retryFirstMs(), timeouts.retryMaxMs(), Backoff.Jitter.HALF, random);
  }

  private static ScheduledThreadPoolExecutor newLoop() {
    var loop =
        new ScheduledThreadPoolExecutor(
            1,
            new DefaultThreadFactory("gochat-client", true),
            new ThreadPoolExecutor.DiscardPolicy());
    loop.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    loop.setRemoveOnCancelPolicy(true);
    return loop;
  }

  /// Starts to connect. The first event has the result.
  public void connect() {
    loop.execute(this::attempt);
  }

  /// Sends `line`, or queues it until there is a connection.
  ///
  /// @param waitMs the longest time to wait for room in the queue
  /// @return false if there was no room: the line is not sent
  public boolean send(ChatLine line, long waitMs) throws InterruptedException {
    boolean taken = outbox.offer(line, waitMs);
    if (taken && pumpIsDue.compareAndSet(false, true)) {
      loop.execute(this::pump);
    }
    return taken;
  }

  /// The number of queued lines, which were not handed over to a stream.
  public int unsentLines() {
    return outbox.size();
  }

  /// Waits until every line has been handed over to a stream.
  ///
  /// @return false if lines were still queued after `waitMs`
  public boolean awaitHandedOver(long waitMs) throws InterruptedException {
    return outbox.awaitEmpty(waitMs);
  }

  /// Leaves: sends the queued lines if there is a connection, then waits until the server has read
  /// them. The client does not reconnect any more. Later calls have no effect.
  ///
  /// @param waitMs the longest time to wait for the server's confirmation
  public LeaveResult leave(long waitMs) {
    loop.execute(this::beginToLeave);
    try {
      return leaveResult.get(waitMs, TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return leaveAtOnce();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return leaveAtOnce();
    } catch (ExecutionException e) {
      throw new AssertionError("never completed exceptionally", e);
    }
  }

  private LeaveResult leaveAtOnce() {
    loop.execute(() -> depart(false));
    // A listener that waits for a stopped terminal may block the loop: do not wait for it.
    return leaveResult
        .completeOnTimeout(new LeaveResult(outbox.size(), List.of()), 200, TimeUnit.MILLISECONDS)
        .join();
  }

  @Override
  public void close() {
    leave(0);
  }

  private void attempt() {
    unconfirmed.begin(clockMs.getAsLong());
    certificateProblem = null;
    stream =
        new ChatStream(
            name,
            ChatChannel.open(
                server,
                security,
                loop,
                timeouts.connectTimeoutMs(),
                problem -> certificateProblem = problem),
            timeouts,
            loop,
            new StreamListener());
  }

  private void pump() {
    pumpIsDue.set(false);
    if (stream == null || leaveResult.isDone()) {
      return;
    }
    while (stream.isWritable()) {
      ChatLine line = outbox.poll();
      if (line == null) {
        unconfirmed.flowing();
        if (leaving) {
          stream.halfClose();
        }
        return;
      }
      unconfirmed.add(line, clockMs.getAsLong());
      stream.send(line);
    }
    if (stream.isReady() && !stream.isHalfClosed()) {
      unconfirmed.stuck(clockMs.getAsLong());
    }
  }

  private void beginToLeave() {
    leaving = true;
    if (stream != null && stream.isReady()) {
      pump();
    } else {
      depart(false);
    }
  }

  private void depart(boolean confirmed) {
    if (leaveResult.isDone()) {
      return;
    }
    List<ChatLine> uncertain =
        confirmed || stream == null ? List.of() : unconfirmed.uncertain(clockMs.getAsLong(), false);
    leaveResult.complete(new LeaveResult(outbox.size(), uncertain));
    if (stream != null) {
      stream.abandon();
    }
    loop.shutdown();
  }

  private void stop(ChatEvent last) {
    stream = null;
    depart(false);
    listener.accept(last);
  }

  private void attemptLater(long pauseMs) {
    stream = null;
    if (leaving) {
      depart(false);
    } else {
      var _ = loop.schedule(this::attempt, pauseMs, TimeUnit.MILLISECONDS);
    }
  }

  private void refused(Refusal reason, Status status) {
    // The server accepts nothing from a stream whose name it refuses.
    outbox.putBack(unconfirmed.all());
    if (reason == Refusal.NAME_TAKEN && everLost) {
      long nowMs = clockMs.getAsLong();
      if (nameHeldSinceMs == null) {
        nameHeldSinceMs = nowMs;
        listener.accept(new ChatEvent.NameStillHeld());
      }
      if (nowMs - nameHeldSinceMs < timeouts.nameHeldMs()) {
        lost = true;
        attemptLater(Math.min(backoff.nextMs(), NAME_HELD_PAUSE_MAX_MS));
        return;
      }
    }
    stop(new ChatEvent.Refused(reason, ConnectionProblem.description(status)));
  }

  private void broken(Status status) {
    nameHeldSinceMs = null;
    if (!lost) {
      lost = true;
      everLost = true;
      listener.accept(new ChatEvent.Lost(ConnectionProblem.of(status, true, security)));
    }
    List<ChatLine> uncertain =
        unconfirmed.uncertain(clockMs.getAsLong(), Statuses.isTimeout(status));
    if (!uncertain.isEmpty()) {
      listener.accept(new ChatEvent.MayNotHaveArrived(uncertain));
    }
    attemptLater(backoff.nextMs());
  }

  private final class StreamListener implements ChatStream.Listener {
    @Override
    public void ready() {
      readyAtMs = clockMs.getAsLong();
      unconfirmed.begin(readyAtMs);
      pump();
    }

    @Override
    public void settled() {
      listener.accept(everSettled ? new ChatEvent.Back() : new ChatEvent.Connected());
      everSettled = true;
      lost = false;
    }

    @Override
    public void writable() {
      pump();
    }

    @Override
    public void message(ChatMessage message) {
      unconfirmed.heard(clockMs.getAsLong());
      listener.accept(
          new ChatEvent.Message(
              message.getUsername(), message.getTargetname(), message.getContent()));
    }

    @Override
    public void ended(Status status) {
      ChatStream ended = Objects.requireNonNull(stream);
      CertificateProblem problem = certificateProblem;
      Refusal refusal = ended.isAccepted() ? null : Statuses.refusal(status);
      if (ended.isHalfClosed()) {
        depart(Statuses.confirmsTheEnd(status));
      } else if (refusal != null) {
        refused(refusal, status);
      } else if (ended.isReady()) {
        if (!everSettled) {
          settled();
        }
        if (clockMs.getAsLong() - readyAtMs >= timeouts.stableMs()) {
          backoff.reset();
        }
        broken(status);
      } else if (problem != null) {
        stop(new ChatEvent.CertificateRejected(problem));
      } else if (everLost) {
        attemptLater(backoff.nextMs());
      } else {
        stop(new ChatEvent.Unreachable(ConnectionProblem.of(status, false, security)));
      }
    }
  }
}

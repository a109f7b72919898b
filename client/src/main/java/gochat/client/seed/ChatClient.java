package gochat.client.seed;

import gochat.Gochat.ChatMessage;
import gochat.client.Backoff;
import gochat.client.CertificateProblem;
import gochat.client.ChatChannel;
import gochat.client.Security;
import gochat.client.ServerAddress;
import gochat.client.Trouble;
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

/// One user's conversation with a server, kept up across lost connections.
///
/// Lines wait, bounded, while there is no connection, and each is handed over to one stream only.
/// What is told about the lines that a breaking stream takes along: [HandedOver].
///
/// Everything happens on one thread of its own, which also delivers the events, one after the
/// other. Until the listener returns nothing else happens, and a server that sends faster than the
/// listener takes is slowed down. The public methods may be called from any thread.
public final class ChatClient implements AutoCloseable {
  private static final long NAME_HELD_PAUSE_MAX_MS = 5_000;

  private final ServerAddress server;
  private final Security security;
  private final String name;
  private final Timing timing;
  private final LongSupplier clockMs;
  private final Consumer<ChatEvent> listener;

  private final Outbox outbox = new Outbox();
  private final AtomicBoolean pumpIsDue = new AtomicBoolean();
  private final CompletableFuture<Departure> departure = new CompletableFuture<>();
  private final ScheduledThreadPoolExecutor loop = newLoop();

  // What follows is confined to the loop.
  private final Backoff backoff;
  private final HandedOver handedOver = new HandedOver();
  private @Nullable ChatStream stream;
  private long readyAtMs;
  private boolean everSettled;
  private boolean everLost;

  private boolean lost;
  private boolean leaving;

  /// Why a server that this attempt came to is not the one that was meant; set by another thread.
  private volatile @Nullable CertificateProblem certificateProblem;

  /// Since when the server has refused the name that it had accepted before.
  private @Nullable Long nameHeldSinceMs;

  /// @param listener must neither throw nor wait for this client
  public ChatClient(
      ServerAddress server, Security security, String name, Consumer<ChatEvent> listener) {
    this(
        server,
        security,
        name,
        Timing.DEFAULT,
        new SplittableRandom(),
        () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
        listener);
  }

  /// @param random spreads the pauses between attempts; used by one thread
  /// @param clockMs never goes back
  public ChatClient(
      ServerAddress server,
      Security security,
      String name,
      Timing timing,
      RandomGenerator random,
      LongSupplier clockMs,
      Consumer<ChatEvent> listener) {
    this.server = server;
    this.security = security;
    this.name = name;
    this.timing = timing;
    this.clockMs = clockMs;
    this.listener = listener;
    this.backoff =
        new Backoff(timing.retryFirstMs(), timing.retryMaxMs(), Backoff.Jitter.HALF, random);
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

  /// Starts the conversation. The first event tells how that went.
  public void connect() {
    loop.execute(this::attempt);
  }

  /// Sends `line`, or lets it wait for a connection.
  ///
  /// @param waitMs how long to wait for room when too much is waiting already
  /// @return false when there was no room: the line is not sent
  public boolean send(ChatLine line, long waitMs) throws InterruptedException {
    boolean taken = outbox.offer(line, waitMs);
    if (taken && pumpIsDue.compareAndSet(false, true)) {
      loop.execute(this::pump);
    }
    return taken;
  }

  /// The lines that wait and have not been handed over to a stream.
  public int unsentLines() {
    return outbox.size();
  }

  /// Waits until every line has been handed over to a stream.
  ///
  /// @return false when some still waited after `waitMs`
  public boolean awaitHandedOver(long waitMs) throws InterruptedException {
    return outbox.awaitEmpty(waitMs);
  }

  /// Ends the conversation: what waits is still sent if there is a connection, then the server is
  /// given the time to read it. Nothing is reconnected any more. Later calls have no effect.
  ///
  /// @param waitMs the longest time until the server must have confirmed that it has read all
  public Departure leave(long waitMs) {
    loop.execute(this::beginToLeave);
    try {
      return departure.get(waitMs, TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return leaveAtOnce();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return leaveAtOnce();
    } catch (ExecutionException e) {
      throw new AssertionError("never completed exceptionally", e);
    }
  }

  private Departure leaveAtOnce() {
    loop.execute(() -> depart(false));
    // The loop may be held by a listener that waits for a stopped terminal: don't wait with it.
    return departure
        .completeOnTimeout(new Departure(outbox.size(), List.of()), 200, TimeUnit.MILLISECONDS)
        .join();
  }

  @Override
  public void close() {
    leave(0);
  }

  private void attempt() {
    handedOver.begin(clockMs.getAsLong());
    certificateProblem = null;
    stream =
        new ChatStream(
            name,
            ChatChannel.open(
                server,
                security,
                loop,
                timing.connectTimeoutMs(),
                problem -> certificateProblem = problem),
            timing,
            loop,
            new StreamListener());
  }

  private void pump() {
    pumpIsDue.set(false);
    if (stream == null || departure.isDone()) {
      return;
    }
    while (stream.isWritable()) {
      ChatLine line = outbox.poll();
      if (line == null) {
        handedOver.flowing();
        if (leaving) {
          stream.halfClose();
        }
        return;
      }
      handedOver.add(line, clockMs.getAsLong());
      stream.send(line);
    }
    if (stream.isReady() && !stream.isHalfClosed()) {
      handedOver.stuck(clockMs.getAsLong());
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
    if (departure.isDone()) {
      return;
    }
    List<ChatLine> uncertain =
        confirmed || stream == null ? List.of() : handedOver.uncertain(clockMs.getAsLong(), false);
    departure.complete(new Departure(outbox.size(), uncertain));
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
    // The server takes nothing from a stream whose name it refuses.
    outbox.putBack(handedOver.all());
    if (reason == Refusal.NAME_TAKEN && everLost) {
      long nowMs = clockMs.getAsLong();
      if (nameHeldSinceMs == null) {
        nameHeldSinceMs = nowMs;
        listener.accept(new ChatEvent.NameStillHeld());
      }
      if (nowMs - nameHeldSinceMs < timing.nameHeldMs()) {
        lost = true;
        attemptLater(Math.min(backoff.nextMs(), NAME_HELD_PAUSE_MAX_MS));
        return;
      }
    }
    stop(new ChatEvent.Refused(reason, Trouble.description(status)));
  }

  private void broken(Status status) {
    nameHeldSinceMs = null;
    if (!lost) {
      lost = true;
      everLost = true;
      listener.accept(new ChatEvent.Lost(Trouble.of(status, true, security)));
    }
    List<ChatLine> uncertain =
        handedOver.uncertain(clockMs.getAsLong(), Statuses.isTimeout(status));
    if (!uncertain.isEmpty()) {
      listener.accept(new ChatEvent.MayNotHaveArrived(uncertain));
    }
    attemptLater(backoff.nextMs());
  }

  private final class StreamListener implements ChatStream.Listener {
    @Override
    public void ready() {
      readyAtMs = clockMs.getAsLong();
      handedOver.begin(readyAtMs);
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
      handedOver.heard(clockMs.getAsLong());
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
        if (clockMs.getAsLong() - readyAtMs >= timing.stableMs()) {
          backoff.reset();
        }
        broken(status);
      } else if (problem != null) {
        stop(new ChatEvent.CertificateRejected(problem));
      } else if (everLost) {
        attemptLater(backoff.nextMs());
      } else {
        stop(new ChatEvent.Unreachable(Trouble.of(status, false, security)));
      }
    }
  }
}

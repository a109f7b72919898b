package gochat.client.seed;

import gochat.Gochat.ChatMessage;
import gochat.client.Backoff;
import gochat.client.ConnectionProblem;
import gochat.client.seed.ChatEvent.Refusal;
import io.grpc.Status;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The sequence of streams of a [ChatClient]: the next one begins after the one before was lost.
/// Confined to the client's thread, except for the queue and the result of leaving.
final class ReconnectingStream {
  private static final long NAME_HELD_PAUSE_MAX_MS = 5_000;

  /// Starts an attempt.
  interface Attempts extends Function<ChatStream.Listener, ChatStream> {}

  private final Attempts attempts;
  private final Timeouts timeouts;
  private final LongSupplier clockMs;
  private final ScheduledExecutorService loop;
  private final Consumer<ChatEvent> listener;

  private final LineQueue queue = new LineQueue();
  private final UnconfirmedLines unconfirmed = new UnconfirmedLines();
  private final CompletableFuture<LeaveResult> leaveResult = new CompletableFuture<>();
  private final Backoff backoff;
  private @Nullable ChatStream stream;
  private long readyAtMs;
  private final int addresses;

  /// The number of addresses where the first attempt failed.
  private int failedAddresses;

  private boolean hasSettled;
  private boolean hasLost;
  private boolean isLost;
  private boolean isLeaving;

  /// When the server began to refuse the name that it had accepted before.
  private @Nullable Long nameHeldSinceMs;

  ReconnectingStream(
      Attempts attempts,
      int addresses,
      Timeouts timeouts,
      RandomGenerator random,
      LongSupplier clockMs,
      ScheduledExecutorService loop,
      Consumer<ChatEvent> listener) {
    this.attempts = attempts;
    this.addresses = addresses;
    this.timeouts = timeouts;
    this.clockMs = clockMs;
    this.loop = loop;
    this.listener = listener;
    backoff =
        new Backoff(timeouts.retryFirstMs(), timeouts.retryMaxMs(), Backoff.Jitter.HALF, random);
  }

  /// The lines that wait for a stream.
  LineQueue queue() {
    return queue;
  }

  /// Completed when the client has left; there are no more attempts then.
  CompletableFuture<LeaveResult> leaveResult() {
    return leaveResult;
  }

  void attempt() {
    unconfirmed.begin(clockMs.getAsLong());
    stream = attempts.apply(new StreamListener());
  }

  /// Sends the queued lines as far as the stream accepts them.
  void pump() {
    if (stream == null || leaveResult.isDone()) {
      return;
    }
    while (stream.isWritable()) {
      ChatLine line = queue.poll();
      if (line == null) {
        unconfirmed.flowing();
        if (isLeaving) {
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

  /// Ends the stream after the queued lines, if there is a connection.
  void beginToLeave() {
    isLeaving = true;
    if (stream != null && stream.isReady()) {
      pump();
    } else {
      leaveNow(false);
    }
  }

  /// Ends everything.
  ///
  /// @param isConfirmed whether the server has confirmed that it read all lines
  void leaveNow(boolean isConfirmed) {
    if (leaveResult.isDone()) {
      return;
    }
    List<ChatLine> uncertain =
        isConfirmed || stream == null
            ? List.of()
            : unconfirmed.uncertain(clockMs.getAsLong(), false);
    leaveResult.complete(new LeaveResult(queue.size(), uncertain));
    if (stream != null) {
      stream.abandon();
    }
    loop.shutdown();
  }

  private void stop(ChatEvent last) {
    stream = null;
    leaveNow(false);
    listener.accept(last);
  }

  private void attemptLater(long pauseMs) {
    stream = null;
    if (isLeaving) {
      leaveNow(false);
    } else {
      loop.schedule(this::attempt, pauseMs, TimeUnit.MILLISECONDS);
    }
  }

  private void refused(Refusal reason, Status status) {
    // The server accepts nothing from a stream whose name it refuses.
    queue.putBack(unconfirmed.all());
    if (reason == Refusal.NAME_TAKEN && hasLost) {
      long nowMs = clockMs.getAsLong();
      if (nameHeldSinceMs == null) {
        nameHeldSinceMs = nowMs;
        listener.accept(new ChatEvent.NameStillHeld());
      }
      if (nowMs - nameHeldSinceMs < timeouts.nameHeldMs()) {
        isLost = true;
        attemptLater(Math.min(backoff.nextMs(), NAME_HELD_PAUSE_MAX_MS));
        return;
      }
    }
    stop(new ChatEvent.Refused(reason, ConnectionProblem.description(status)));
  }

  private void broken(ConnectionProblem problem, boolean isTimeout) {
    nameHeldSinceMs = null;
    if (!isLost) {
      isLost = true;
      hasLost = true;
      listener.accept(new ChatEvent.Lost(problem));
    }
    List<ChatLine> uncertain = unconfirmed.uncertain(clockMs.getAsLong(), isTimeout);
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
      listener.accept(hasSettled ? new ChatEvent.Back() : new ChatEvent.Connected());
      hasSettled = true;
      isLost = false;
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
      ChatEvent.CertificateRejected rejection = ended.rejection();
      Refusal refusal = ended.isAccepted() ? null : Statuses.refusal(status);
      if (ended.isHalfClosed()) {
        leaveNow(Statuses.confirmsTheEnd(status));
      } else if (refusal != null) {
        refused(refusal, status);
      } else if (ended.isReady()) {
        if (!hasSettled) {
          settled();
        }
        if (clockMs.getAsLong() - readyAtMs >= timeouts.stableMs()) {
          backoff.reset();
        }
        broken(ended.problem(status), Statuses.isTimeout(status));
      } else if (rejection != null) {
        stop(rejection);
      } else if (hasLost) {
        attemptLater(backoff.nextMs());
      } else if (++failedAddresses < addresses) {
        attemptLater(0);
      } else {
        stop(new ChatEvent.Unreachable(ended.problem(status)));
      }
    }
  }
}

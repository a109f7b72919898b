package gochat.client.seed;

import gochat.client.AddressCycle;
import gochat.client.Security;
import gochat.client.ServerAddresses;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// One user's connection to a server, restored after each loss.
///
/// Lines wait in a bounded queue while there is no connection, and each line is handed over to one
/// stream only. [UnconfirmedLines] describes which lines the client reports when a stream breaks.
///
/// The client has one thread, which also calls the listener with one event after the other. While
/// the listener runs, the client reads nothing, so a slow listener slows the server down. The
/// public methods may be called from any thread.
public final class ChatClient implements AutoCloseable {
  /// The wait for the client's thread when leaving takes too long.
  private static final long LEAVE_AT_ONCE_MS = 200;

  private final ScheduledThreadPoolExecutor loop = newLoop();
  private final AtomicBoolean isPumpDue = new AtomicBoolean();
  private final ReconnectingStream stream;

  /// @param listener must neither throw nor wait for this client
  public ChatClient(
      ServerAddresses server, Security security, String name, Consumer<ChatEvent> listener) {
    this(
        server,
        security,
        name,
        Timeouts.DEFAULT,
        new SplittableRandom(),
        () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
        listener);
  }

  /// @param random chooses the first address and spreads the pauses between attempts; used by one
  ///   thread
  /// @param clockMs a monotonic clock
  public ChatClient(
      ServerAddresses server,
      Security security,
      String name,
      Timeouts timeouts,
      RandomGenerator random,
      LongSupplier clockMs,
      Consumer<ChatEvent> listener) {
    AddressCycle addresses = new AddressCycle(server, random);
    stream =
        new ReconnectingStream(
            attempt -> new ChatStream(addresses.next(), security, name, timeouts, loop, attempt),
            addresses.size(),
            timeouts,
            random,
            clockMs,
            loop,
            listener);
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
    loop.execute(stream::attempt);
  }

  /// Sends `line`, or queues it until there is a connection.
  ///
  /// @param waitMs the longest time to wait for room in the queue
  /// @return false if there was no room: the line is not sent
  public boolean send(ChatLine line, long waitMs) throws InterruptedException {
    boolean taken = stream.queue().offer(line, waitMs);
    if (taken && isPumpDue.compareAndSet(false, true)) {
      loop.execute(this::pump);
    }
    return taken;
  }

  private void pump() {
    isPumpDue.set(false);
    stream.pump();
  }

  /// The number of queued lines, which were not handed over to a stream.
  public int unsentLines() {
    return stream.queue().size();
  }

  /// Waits until every line has been handed over to a stream.
  ///
  /// @return false if lines were still queued after `waitMs`
  public boolean awaitHandedOver(long waitMs) throws InterruptedException {
    return stream.queue().awaitEmpty(waitMs);
  }

  /// Leaves: sends the queued lines if there is a connection, then waits until the server has read
  /// them. The client does not reconnect any more. Later calls have no effect.
  ///
  /// @param waitMs the longest time to wait for the server's confirmation
  public LeaveResult leave(long waitMs) {
    loop.execute(stream::beginToLeave);
    try {
      return stream.leaveResult().get(waitMs, TimeUnit.MILLISECONDS);
    } catch (TimeoutException ignored) {
      return leaveAtOnce();
    } catch (InterruptedException ignored) {
      Thread.currentThread().interrupt();
      return leaveAtOnce();
    } catch (ExecutionException e) {
      throw new AssertionError("never completed exceptionally", e);
    }
  }

  private LeaveResult leaveAtOnce() {
    loop.execute(() -> stream.leaveNow(false));
    // A listener that waits for a stopped terminal may block the loop: do not wait for it.
    return stream
        .leaveResult()
        .completeOnTimeout(
            new LeaveResult(stream.queue().size(), List.of()),
            LEAVE_AT_ONCE_MS,
            TimeUnit.MILLISECONDS)
        .join();
  }

  @Override
  public void close() {
    leave(0);
  }
}

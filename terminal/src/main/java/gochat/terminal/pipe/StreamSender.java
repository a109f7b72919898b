package gochat.terminal.pipe;

import gochat.client.v1.Chat;
import gochat.client.v1.Outcome;
import gochat.terminal.exit.ExitCode;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Sends the lines of an input in order until it ends. At most [#UNDER_WAY_MAX] messages are
/// unanswered; beyond that the input is not read, so its writer waits.
final class StreamSender {
  static final int UNDER_WAY_MAX = 32;

  static final long QUIET_MS = 200;

  /// Lines without a pause are sent in messages of at most this age, so that readers can follow.
  private static final long AGE_MS_MAX = 2_000;

  /// The longest wait for answers after a signal.
  private static final Duration END_WITHIN = Duration.ofSeconds(2);

  private final LineBatches batches;
  private final LineReader reader;
  private final SendCommand.Destination destination;
  private final CommandContext context;
  private final Semaphore free = new Semaphore(UNDER_WAY_MAX);
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();
  private volatile boolean isBeingEnded;

  StreamSender(
      InputStream in, int bytesMax, SendCommand.Destination destination, CommandContext context) {
    batches = new LineBatches(bytesMax, QUIET_MS, AGE_MS_MAX);
    reader = new LineReader(in, bytesMax, batches);
    this.destination = destination;
    this.context = context;
  }

  /// @return the first failure; null if all messages were accepted
  @Nullable Failure run(Chat chat) throws InterruptedException {
    Thread onSignal = new Thread(() -> endBySignal(chat));
    Runtime.getRuntime().addShutdownHook(onSignal);
    Thread.ofPlatform().daemon().name("gochat-input").start(reader::run);
    for (String text = batches.take(); text != null; text = batches.take()) {
      free.acquire();
      if (failure.get() != null) {
        free.release();
        break;
      }
      underWay.incrementAndGet();
      destination.send(text).thenAccept(this::answered);
    }
    free.acquire(UNDER_WAY_MAX);
    removeHook(onSignal);
    Failure failed = failure.get();
    long malformedLine = reader.malformedLine();
    return failed == null && malformedLine > 0
        ? new Failure(ExitCode.USAGE, context.setup().texts().get("malformed", malformedLine))
        : failed;
  }

  private void answered(Outcome outcome) {
    Failure failed = context.failures().of(outcome);
    if (isBeingEnded && failed != null) {
      // The shutdown hook reports the number of these.
      free.release();
      return;
    }
    if (failed != null && failure.compareAndSet(null, failed)) {
      batches.end();
    }
    underWay.decrementAndGet();
    free.release();
  }

  /// Runs in a shutdown hook: waits for the answers to sent messages, within a limit.
  private void endBySignal(Chat chat) {
    isBeingEnded = true;
    chat.close(END_WITHIN);
    int unanswered = underWay.get();
    if (unanswered > 0) {
      context.notice("send.interrupted", unanswered);
    }
  }

  private static void removeHook(Thread onSignal) {
    try {
      Runtime.getRuntime().removeShutdownHook(onSignal);
    } catch (IllegalStateException _) {
      // The hook is running.
    }
  }
}

package gochat.bench;

import gochat.client.v1.Chat;
import gochat.client.v1.CursorStore;
import gochat.client.v1.Endpoint;
import gochat.client.v1.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Sends over one stream for a while; each sender of a window is a virtual thread that waits for
/// its acknowledgement.
final class SendsRun {
  private static final double NS_PER_SECOND = 1e9;

  private final Chat chat;
  private final String text;
  private final Histogram latencyNs = new ConcurrentHistogram(3);
  private final LongAdder failed = new LongAdder();
  private final AtomicReference<String> example = new AtomicReference<>("");
  private volatile boolean isMeasuring;
  private volatile boolean isStopped;

  private SendsRun(Chat chat, int contentBytes) {
    this.chat = chat;
    text = "-".repeat(contentBytes);
  }

  static SendsReport run(
      TargetOptions target, Pace pace, int contentBytes, Duration warmup, Duration measured)
      throws InterruptedException, LoadException {
    Endpoint endpoint = Guest.endpoint(target.address());
    try (Guest guest = Guest.enter(endpoint, Guest.signIn(endpoint), CursorStore.none())) {
      SendsRun run = new SendsRun(guest.chat(), contentBytes);
      return run.measure(target, pace, contentBytes, warmup, measured);
    }
  }

  private SendsReport measure(
      TargetOptions target, Pace pace, int contentBytes, Duration warmup, Duration measured)
      throws InterruptedException, LoadException {
    Optional<ProcessFigures> server = server(target.pid());
    ProcessFigures generator = new ProcessFigures(ProcessHandle.current().pid());
    // Closed only when all senders have their answers.
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        start(senders, pace);
        Thread.sleep(warmup);
        long startNs = System.nanoTime();
        long serverStartUs = server.isPresent() ? server.get().cpuUs() : 0;
        long generatorStartUs = generator.cpuUs();
        isMeasuring = true;
        Thread.sleep(measured);
        isMeasuring = false;
        double seconds = (System.nanoTime() - startNs) / NS_PER_SECOND;
        long serverUs = server.isPresent() ? server.get().cpuUs() - serverStartUs : 0;
        long generatorUs = generator.cpuUs() - generatorStartUs;
        return new SendsReport(
            pace,
            contentBytes,
            seconds,
            latencyNs.copy(),
            server.isPresent() ? OptionalLong.of(serverUs) : OptionalLong.empty(),
            generatorUs,
            failed.sum(),
            example.get());
      } finally {
        isStopped = true;
      }
    }
  }

  private static Optional<ProcessFigures> server(OptionalLong pid) throws LoadException {
    return pid.isPresent() ? Optional.of(new ProcessFigures(pid.getAsLong())) : Optional.empty();
  }

  private void start(ExecutorService senders, Pace pace) {
    switch (pace) {
      case Pace.Window(int inFlight) -> {
        for (int i = 0; i < inFlight; i++) {
          senders.execute(this::sendOneAfterTheOther);
        }
      }
      case Pace.Rate(double perSecond) -> senders.execute(() -> sendWhenDue(perSecond));
    }
  }

  private void sendOneAfterTheOther() {
    while (!isStopped) {
      long startNs = System.nanoTime();
      note(chat.send(Guest.LOBBY, text).join(), startNs);
    }
  }

  private void sendWhenDue(double perSecond) {
    long startNs = System.nanoTime();
    for (long message = 0; !isStopped; message++) {
      long dueNs = startNs + (long) (message * NS_PER_SECOND / perSecond);
      try {
        Thread.sleep(Duration.ofNanos(Math.max(0, dueNs - System.nanoTime())));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
      var _ = chat.send(Guest.LOBBY, text).thenAccept(outcome -> note(outcome, dueNs));
    }
  }

  private void note(Outcome outcome, long startNs) {
    if (!(outcome instanceof Outcome.Stored)) {
      failed.increment();
      example.set(outcome.toString());
    } else if (isMeasuring) {
      latencyNs.recordValue(System.nanoTime() - startNs);
    }
  }
}

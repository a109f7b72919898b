package gochat.bus.link;

import gochat.bus.Answer;
import gochat.bus.Bus;
import gochat.bus.BusException;
import gochat.bus.BusStatus;
import gochat.bus.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A bus over an engine. The threads of a link run the handlers.
public final class LinkedBus implements Bus {
  private static final Logger log = LoggerFactory.getLogger(LinkedBus.class);

  private final Engine engine;
  private final Questions questions = new Questions();
  private final Counts in = new Counts();
  private final Keeper keeper;
  private final Sender sender;

  /// Held by the one handler that runs.
  private final ReentrantLock handling = new ReentrantLock();

  private LinkedBus(Engine engine) {
    this.engine = engine;
    keeper = new Keeper(engine, () -> new LinkIncoming(this), in::lost);
    sender = new Sender(keeper::session, questions, engine.sendPause());
  }

  /// Connects, or goes on trying when the engine can't be reached.
  ///
  /// @throws BusException when the engine refuses this node
  public static Bus open(Engine engine) {
    LinkedBus bus = new LinkedBus(engine);
    try {
      bus.keeper.start();
    } catch (IOException e) {
      throw new BusException("the bus " + engine.name() + " can't be used: " + e.getMessage(), e);
    }
    bus.sender.start();
    return bus;
  }

  @Override
  public boolean carriesEvents() {
    return engine.carriesEvents();
  }

  @Override
  public void publish(Subject subject, byte[] message) {
    Bus.checkSize(message);
    sender.offer(new Outgoing.Published(subject, message));
  }

  @Override
  public CompletableFuture<Answer> ask(Subject subject, byte[] question, Duration within) {
    Bus.checkSize(question);
    if (within.isNegative() || within.compareTo(WITHIN_MAX) > 0) {
      throw new IllegalArgumentException(
          "within: %s (expected: 0..%s)".formatted(within, WITHIN_MAX));
    }
    Questions.Question asked = questions.add(within);
    if (asked.answer().isDone()) {
      return asked.answer();
    }
    if (!sender.offer(new Outgoing.Asked(asked.number(), subject, question, within))) {
      questions.end(asked.number(), new Answer.Nobody());
    }
    return asked.answer();
  }

  @Override
  public Subscription subscribe(Subject subject, Handler handler) {
    return keeper.subscriptions().add(subject, handler);
  }

  @Override
  public void onInterrupted(Runnable listener) {
    keeper.addListener(listener);
  }

  @Override
  public BusStatus status() {
    return new BusStatus(
        keeper.session() != null, in.traffic(), sender.traffic(), keeper.interruptions());
  }

  @Override
  public void close() {
    sender.stop();
    keeper.stop();
    sender.dropAll();
    questions.endAll();
  }

  // For a link's threads.

  /// The current link may have failed.
  void wakeKeeper() {
    keeper.wake();
  }

  boolean isSubscribed(Subject subject) {
    return keeper.subscriptions().of(subject) != null;
  }

  boolean isOpen(long question) {
    return questions.isOpen(question);
  }

  void answered(long question, Answer answer) {
    if (questions.end(question, answer) && answer instanceof Answer.Replied(byte[] bytes)) {
      in.passed(bytes);
    }
  }

  void decline(String returnTo) {
    sender.offer(new Outgoing.Declined(returnTo));
  }

  void handle(LinkIncoming from, Subject subject, byte[] message, @Nullable String returnTo) {
    Subscriptions.Entry entry = keeper.subscriptions().of(subject);
    if (entry == null) {
      return;
    }
    Reply reply = answer -> reply(returnTo, answer);
    handling.lock();
    try {
      if (!from.isOver()) {
        in.passed(message);
        entry.handler().receive(message, reply);
      }
    } catch (RuntimeException e) {
      log.error("bus: the handler of {} failed", subject, e);
    } finally {
      handling.unlock();
    }
  }

  private void reply(@Nullable String returnTo, byte[] answer) {
    Bus.checkSize(answer);
    if (returnTo != null) {
      sender.offer(new Outgoing.Replied(returnTo, answer));
    }
  }
}

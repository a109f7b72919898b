package gochat.bus;

import gochat.bus.BusStatus.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/// A bus of a [FakeNetwork], for its thread.
public final class FakeBus implements Bus {
  private final class FakeSubscription implements Subscription {
    final Subject subject;
    final Handler handler;
    final CompletableFuture<Void> confirmed = new CompletableFuture<>();
    boolean isStanding;

    FakeSubscription(Subject subject, Handler handler) {
      this.subject = subject;
      this.handler = handler;
    }

    void stand() {
      if (isConnected && subscriptions.get(subject) == this) {
        isStanding = true;
        confirmed.complete(null);
      }
    }

    @Override
    public CompletableFuture<Void> confirmed() {
      return confirmed;
    }

    @Override
    public void close() {
      subscriptions.remove(subject, this);
    }
  }

  private final FakeNetwork network;
  private final Map<Subject, FakeSubscription> subscriptions = new LinkedHashMap<>();
  private final List<CompletableFuture<Answer>> questions = new ArrayList<>();
  private final List<Runnable> listeners = new ArrayList<>();
  private boolean isConnected = true;
  private boolean isClosed;
  private long interruptions;

  FakeBus(FakeNetwork network) {
    this.network = network;
  }

  /// The node loses its connection, and all that is on its way.
  public void disconnect() {
    isConnected = false;
    subscriptions.values().forEach(subscription -> subscription.isStanding = false);
    network.drop(this);
  }

  public void reconnect() {
    if (!isClosed) {
      isConnected = true;
      subscriptions.values().forEach(this::standLater);
      network.later(this, this, false, this::interrupted);
    }
  }

  private void standLater(FakeSubscription subscription) {
    network.later(this, this, false, subscription::stand);
  }

  void interrupted() {
    if (!isClosed) {
      interruptions++;
      List.copyOf(listeners).forEach(Runnable::run);
    }
  }

  /// Whether a message of another node is sent here. Before a subscription is confirmed it may be.
  boolean isReached(Subject subject, Random random) {
    FakeSubscription subscription = subscriptions.get(subject);
    return isConnected && subscription != null && (subscription.isStanding || random.nextBoolean());
  }

  /// Events, as NATS.
  @Override
  public boolean carriesEvents() {
    return true;
  }

  @Override
  public void publish(Subject subject, byte[] message) {
    Bus.checkSize(message);
    if (isConnected) {
      for (FakeBus to : network.subscribed(this, subject)) {
        network.send(this, to, false, () -> to.arrive(subject, message, _ -> {}));
      }
    }
  }

  private void arrive(Subject subject, byte[] message, Reply reply) {
    FakeSubscription subscription = subscriptions.get(subject);
    if (subscription != null) {
      subscription.handler.receive(message, reply);
    }
  }

  @Override
  public CompletableFuture<Answer> ask(Subject subject, byte[] question, Duration within) {
    Bus.checkSize(question);
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    List<FakeBus> receivers = isConnected ? network.subscribed(this, subject) : List.of();
    if (!isConnected) {
      answer.complete(new Answer.Nobody());
    } else if (receivers.isEmpty()) {
      network.later(this, this, true, () -> answer.complete(new Answer.Nobody()));
    }
    for (FakeBus to : receivers) {
      Reply reply = bytes -> to.answer(this, answer, bytes);
      network.send(this, to, false, () -> to.arrive(subject, question, reply));
    }
    questions.removeIf(CompletableFuture::isDone);
    questions.add(answer);
    network.after(within, () -> answer.complete(new Answer.Silence()));
    return answer;
  }

  private void answer(FakeBus to, CompletableFuture<Answer> answer, byte[] bytes) {
    Bus.checkSize(bytes);
    if (isConnected) {
      network.send(this, to, true, () -> answer.complete(new Answer.Replied(bytes)));
    }
  }

  @Override
  public Subscription subscribe(Subject subject, Handler handler) {
    FakeSubscription subscription = new FakeSubscription(subject, handler);
    if (subscriptions.putIfAbsent(subject, subscription) != null) {
      throw new IllegalStateException("subject " + subject + " is subscribed already");
    }
    standLater(subscription);
    return subscription;
  }

  @Override
  public void onInterrupted(Runnable listener) {
    listeners.add(listener);
  }

  /// Without counts of messages.
  @Override
  public BusStatus status() {
    Traffic none = new Traffic(0, 0, 0);
    return new BusStatus(isConnected, none, none, interruptions);
  }

  @Override
  public void close() {
    isClosed = true;
    disconnect();
    subscriptions.clear();
    List.copyOf(questions).forEach(question -> question.complete(new Answer.Silence()));
  }
}

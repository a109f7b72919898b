package gochat.bus.link;

import gochat.bus.Answer;
import gochat.bus.Subject;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Takes what comes over one link, until that ends.
final class LinkIncoming implements Incoming {
  private final LinkedBus bus;
  private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
  private volatile boolean isOver;

  LinkIncoming(LinkedBus bus) {
    this.bus = bus;
  }

  /// From now on nothing comes.
  void end() {
    isOver = true;
  }

  boolean isOver() {
    return isOver;
  }

  /// @throws IOException when the link has failed
  void checkFailure() throws IOException {
    IOException cause = failure.get();
    if (cause != null) {
      throw cause;
    }
  }

  @Override
  public void failed(IOException cause) {
    if (failure.compareAndSet(null, cause)) {
      bus.wakeKeeper();
    }
  }

  @Override
  public boolean isSubscribed(Subject subject) {
    return bus.isSubscribed(subject);
  }

  @Override
  public void receive(Subject subject, byte[] message, @Nullable String returnTo) {
    bus.handle(this, subject, message, returnTo);
  }

  @Override
  public boolean isOpen(long question) {
    return bus.isOpen(question);
  }

  @Override
  public void answered(long question, Answer answer) {
    bus.answered(question, answer);
  }

  @Override
  public void decline(String returnTo) {
    bus.decline(returnTo);
  }
}

package gochat.bus.link;

import gochat.bus.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/// An engine that only records what is asked of it.
final class StubEngine implements Engine {
  final List<List<Outgoing>> sent = new CopyOnWriteArrayList<>();
  final List<Subject> subscribed = new CopyOnWriteArrayList<>();
  final List<Incoming> links = new CopyOnWriteArrayList<>();

  /// A send takes one, and waits for it.
  final Semaphore sends = new Semaphore(Integer.MAX_VALUE);

  /// When a send began.
  final List<Long> sentNanos = new CopyOnWriteArrayList<>();

  volatile boolean isReachable = true;
  private final Duration pause;

  StubEngine(Duration pause) {
    this.pause = pause;
  }

  @Override
  public String name() {
    return "stub";
  }

  @Override
  public boolean carriesEvents() {
    return false;
  }

  @Override
  public Duration sendPause() {
    return pause;
  }

  @Override
  public Link connect(Incoming incoming) throws IOException {
    if (!isReachable) {
      throw new IOException("not reachable");
    }
    links.add(incoming);
    return new Link() {
      @Override
      public void subscribe(Subject subject) {
        subscribed.add(subject);
      }

      @Override
      public void unsubscribe(Subject subject) {
        subscribed.remove(subject);
      }

      @Override
      public void confirm() {}

      @Override
      public void check() {}

      @Override
      public void send(List<Outgoing> messages) throws IOException {
        sentNanos.add(System.nanoTime());
        try {
          sends.acquire();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
        sent.add(messages);
      }

      @Override
      public long lost() {
        return 0;
      }

      @Override
      public void leave() {}

      @Override
      public void close() {
        subscribed.clear();
      }
    };
  }
}

package gochat.bus.postgres;

import gochat.bus.Answer;
import gochat.bus.Subject;
import gochat.bus.link.Incoming;
import gochat.bus.link.Link;
import gochat.bus.link.Numbering;
import gochat.bus.link.Outgoing;
import gochat.bus.postgres.Frame.ReturnAddress;
import gochat.store.postgres.SqlState;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A session that listens and one that notifies. A thread reads the notifications, all nodes' own
/// ones too; another one runs the handlers.
final class PostgresLink implements Link {
  /// A node that has heard no beat of its own that is newer drops the link and all that is in it.
  private static final long SILENT_NANOS_MAX = TimeUnit.SECONDS.toNanos(3);

  private final Numbering numbering;
  private final Incoming incoming;
  private final Notifications notifications;
  private final Inbox inbox;
  private final Parts parts = new Parts();
  private final Declines declines;

  /// Held while a batch is written and sent.
  private final ReentrantLock sending = new ReentrantLock();

  private final BatchWriter writer;

  private final ReentrantLock hearing = new ReentrantLock();
  private final Condition hasHeard = hearing.newCondition();

  /// This node's last batch that came back.
  private long heardSeq;

  /// The last beat, and when it was sent.
  private long beatSeq;

  private long beatNanos;

  /// When the last beat that came back was sent.
  private long heardBeatNanos;

  private volatile boolean isClosed;

  /// @param notifications of now and later
  PostgresLink(Numbering numbering, Notifications notifications, Incoming incoming) {
    this.numbering = numbering;
    this.notifications = notifications;
    this.incoming = incoming;
    long nowNanos = System.nanoTime();
    beatNanos = nowNanos;
    heardBeatNanos = nowNanos;
    declines = new Declines(nowNanos);
    writer = new BatchWriter(numbering);
    inbox = new Inbox(incoming);
    Thread.ofPlatform().daemon().name("bus-reader").start(this::read);
  }

  // Each node gets the messages of all subjects.

  @Override
  public void subscribe(Subject subject) {}

  @Override
  public void unsubscribe(Subject subject) {}

  @Override
  public void confirm() {}

  /// Sends a beat and waits for it.
  @Override
  public void check() throws IOException {
    long sentNanos = System.nanoTime();
    long seq = write(List.of(), List.of());
    hearing.lock();
    try {
      beatSeq = seq;
      beatNanos = sentNanos;
      noteBeat();
      long nanos = SILENT_NANOS_MAX;
      while (heardSeq < seq && !isClosed) {
        if (nanos <= 0) {
          throw new IOException("a notification did not come back within 3 seconds");
        }
        nanos = hasHeard.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      hearing.unlock();
    }
  }

  /// It may come back before the thread that sent it gets here.
  private void noteBeat() {
    if (heardSeq >= beatSeq) {
      heardBeatNanos = beatNanos;
    }
  }

  @Override
  public void send(List<Outgoing> messages) throws IOException {
    List<Frame> frames = new ArrayList<>();
    List<Long> questions = new ArrayList<>();
    for (Outgoing message : messages) {
      frames.add(frame(message));
      if (message instanceof Outgoing.Asked asked) {
        questions.add(asked.number());
      }
    }
    write(frames, questions);
  }

  private static Frame frame(Outgoing message) {
    return switch (message) {
      case Outgoing.Published(Subject subject, byte[] bytes) -> new Frame.Published(subject, bytes);
      case Outgoing.Asked(long number, Subject subject, byte[] bytes, _) ->
          new Frame.Asked(number, subject, bytes);
      case Outgoing.Replied(String returnTo, byte[] bytes) ->
          new Frame.Replied(ReturnAddress.parse(returnTo), bytes);
      case Outgoing.Declined(String returnTo) -> new Frame.Declined(ReturnAddress.parse(returnTo));
    };
  }

  /// @param questions among the frames
  /// @return the number of the last batch
  private long write(List<Frame> frames, List<Long> questions) throws IOException {
    sending.lock();
    try {
      List<String> payloads = writer.write(frames);
      questions.forEach(number -> declines.asked(number, writer.seq()));
      notifications.send(payloads);
      return writer.seq();
    } catch (SQLException e) {
      throw failure(e);
    } finally {
      sending.unlock();
    }
  }

  private static IOException failure(SQLException e) {
    return new IOException(SqlState.sentence(e), e);
  }

  @Override
  public long lost() {
    return inbox.lost();
  }

  @Override
  public void leave() {
    try {
      write(List.of(new Frame.Left()), List.of());
    } catch (IOException _) {
      // The others notice it.
    }
  }

  @Override
  public void close() {
    isClosed = true;
    inbox.close();
    notifications.close();
    hearing.lock();
    try {
      hasHeard.signalAll();
    } finally {
      hearing.unlock();
    }
  }

  // The thread that reads.

  private void read() {
    try {
      while (!isClosed) {
        List<String> payloads = notifications.next();
        long nowNanos = System.nanoTime();
        checkBeat(nowNanos);
        for (String payload : payloads) {
          Batch batch = Batch.parse(payload);
          if (batch != null) {
            take(batch, nowNanos);
          }
        }
        parts.dropOld(nowNanos);
        for (long number : declines.takeDeclined(nowNanos, incoming::isOpen)) {
          incoming.answered(number, new Answer.Nobody());
        }
      }
    } catch (SQLException e) {
      incoming.failed(failure(e));
    } catch (IOException e) {
      incoming.failed(e);
    }
  }

  /// Others may have taken this process for gone, if it was paused.
  private void checkBeat(long nowNanos) throws IOException {
    hearing.lock();
    try {
      if (nowNanos - heardBeatNanos > SILENT_NANOS_MAX) {
        throw new IOException("no beat came back for 3 seconds");
      }
    } finally {
      hearing.unlock();
    }
  }

  private void take(Batch batch, long nowNanos) {
    if (isOwn(batch.node())) {
      heard(batch.seq());
      return;
    }
    if (!numbering.take(batch.node(), batch.seq())) {
      return;
    }
    declines.lives(batch.node(), nowNanos);
    for (Frame frame : batch.frames()) {
      @Nullable Frame whole =
          frame instanceof Frame.Part part ? parts.add(batch.node(), part, nowNanos) : frame;
      if (whole != null) {
        take(batch.node(), whole);
      }
    }
  }

  private boolean isOwn(long node) {
    return node == numbering.node();
  }

  private void heard(long seq) {
    declines.heard(seq);
    hearing.lock();
    try {
      heardSeq = Math.max(heardSeq, seq);
      noteBeat();
      hasHeard.signalAll();
    } finally {
      hearing.unlock();
    }
  }

  private void take(long from, Frame frame) {
    switch (frame) {
      case Frame.Published(Subject subject, byte[] bytes) -> {
        if (incoming.isSubscribed(subject)) {
          inbox.add(subject, bytes, null);
        }
      }
      case Frame.Asked(long number, Subject subject, byte[] bytes) -> {
        String returnTo = new ReturnAddress(from, number).toString();
        if (incoming.isSubscribed(subject)) {
          inbox.add(subject, bytes, returnTo);
        } else {
          incoming.decline(returnTo);
        }
      }
      case Frame.Replied(ReturnAddress to, byte[] bytes) -> {
        if (isOwn(to.node())) {
          incoming.answered(to.number(), new Answer.Replied(bytes));
        }
      }
      case Frame.Declined(ReturnAddress to) -> {
        if (isOwn(to.node())) {
          declines.declined(to.number(), from);
        }
      }
      case Frame.Left() -> declines.left(from);
      case Frame.Part _ -> throw new IllegalStateException("a part of a part");
    }
  }
}

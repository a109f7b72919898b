package gochat.session;

import static java.util.Objects.requireNonNull;

import gochat.account.User;
import gochat.limit.Allowance;
import gochat.limit.Rates;
import gochat.limit.StreamLimit;
import gochat.peer.PrivateMessage;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.room.Utf8;
import gochat.shard.Rooms;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// The first contract. A stream follows `lobby` from the log's end on, gets no signals except
/// messages to its user, gets only bad outcomes, as sentences of the server, and never gets its own
/// events.
final class SeedContract implements Contract<SeedMessage>, FeedOwner, SeedSends.Sender {
  /// The parts that exist once the client is identified.
  private record Admitted(Feed feed, SeedSends sends, Allowance allowance) {}

  private final Session<SeedMessage> session;
  private final InetAddress from;
  private final boolean hasProof;
  private final SeedRegistration registration;
  private final CatchUp catchUp;
  private @Nullable Admitted admitted;

  /// Whether a message was too long before the client had its name.
  private boolean isTooLongUntold;

  /// @param from the client's address
  /// @param proof the client's proof of identity, null for none
  SeedContract(Session<SeedMessage> session, InetAddress from, @Nullable Proof proof) {
    this.session = session;
    this.from = from;
    hasProof = proof != null;
    registration = new SeedRegistration(session, proof);
    catchUp =
        new CatchUp(
            session.lane(),
            session.services().journal(),
            session.client(),
            session.services().counts());
  }

  @Override
  public long silentNanosMax() {
    return session.services().limits().nanos(StreamLimit.UNREGISTERED);
  }

  @Override
  public Ending silent() {
    return Ending.NAMELESS;
  }

  /// Takes a message. The first one registers its name and is sent afterwards.
  @Override
  public boolean take(SeedMessage message) {
    if (session.isNew()) {
      registration.apply(message.username());
    }
    return switch (session.state()) {
      case NEW, OPENING -> false;
      case OPEN -> message.text().isBlank() || send(message);
      case LEAVING, ENDED -> true;
    };
  }

  private boolean send(SeedMessage message) {
    Admitted self = parts();
    long waitNanos = self.allowance.waitNanos();
    if (waitNanos > 0) {
      session.lane().later(waitNanos, session::goOn);
      return false;
    }
    boolean isTaken = self.sends.send(message.target(), message.text());
    if (isTaken && !self.allowance.isEndless()) {
      self.allowance.take(1, Utf8.length(message.text()));
    }
    return isTaken;
  }

  private Admitted parts() {
    return requireNonNull(admitted, "admitted");
  }

  /// Tells the client when it has its name.
  @Override
  public void tooLong(long bytes, int bytesMax) {
    if (session.state() == Session.State.OPEN || session.state() == Session.State.LEAVING) {
      tellTooLong();
    } else {
      isTooLongUntold = true;
    }
  }

  private void tellTooLong() {
    tell(SeedSends.tooLong(session.services().textBytesMax()));
  }

  @Override
  public void admitted() {
    Services services = session.services();
    Recipient recipient =
        new Recipient(
            user().id(), () -> Authors.standing(user()), session.id(), session.client(), catchUp);
    admitted =
        new Admitted(
            new Feed(session.lane(), services.rooms(), RoomId.LOBBY, recipient, this),
            new SeedSends(
                session.lane(), services, () -> Authors.author(user(), session.id()), this),
            allowance());
  }

  private User user() {
    return session.identity().user();
  }

  private Allowance allowance() {
    Rates rates = session.services().rates();
    return hasProof
        ? rates.user(user().id(), user().kind().hasAccount(), from)
        : rates.stranger(from);
  }

  @Override
  public void changed(User before) {
    // The allowance of an account stays as it is.
    if (!before.kind().hasAccount()) {
      admitted = new Admitted(feed(), parts().sends, allowance());
    }
  }

  @Override
  public void open(FollowWishes wishes) {
    feed().start(session.services().journal().epoch(), Rooms.HEAD, Rooms.HEAD);
    retry();
  }

  private Feed feed() {
    return parts().feed;
  }

  @Override
  public PrivateQueue privateQueue() {
    return feed().privateQueue();
  }

  @Override
  public void tell(Signal signal) {
    switch (signal) {
      case Signal.Addressed(PrivateMessage message) -> {
        String name = user().name().toString();
        Item.Private item = new Item.Private(message.id(), message.from(), name, message.text());
        session.lane().execute(() -> privateQueue().tell(item, message.after()));
      }
      case Signal.Arrived _,
          Signal.Departed _,
          Signal.MarkerMoved _,
          Signal.Hidden _,
          Signal.PrivacyChanged _,
          Signal.Interrupted _,
          Item.Typing _,
          Item.PresenceChanged _ -> {}
    }
  }

  @Override
  public void drained() {
    catchUp.drained();
  }

  @Override
  public boolean isDone() {
    return true;
  }

  @Override
  public void leaving() {
    registration.releaseName();
  }

  @Override
  public void onceEnded(Runnable task) {
    parts().sends.onceDone(task);
  }

  /// Earlier messages are still written, also when the client is behind.
  @Override
  public void onceTold(Runnable task) {
    onceEnded(() -> feed().onceLive(task));
  }

  @Override
  public void close() {
    registration.releaseName();
    if (admitted != null) {
      admitted.feed.close();
    }
    catchUp.close();
  }

  // Of its feed.

  @Override
  public void joined() {
    session.client().opened();
    if (isTooLongUntold) {
      tellTooLong();
    }
  }

  @Override
  public void removed(long to) {
    tell(
        "Messages are missing here: this connection read them too late, and they are no longer"
            + " kept.");
  }

  @Override
  public void damaged(long seq) {
    tell("A message is missing here: its stored data is damaged. Tell the server's operator.");
  }

  @Override
  public void refused() {
    throw new IllegalStateException("all users may read the lobby");
  }

  @Override
  public void departed(LogEntry departure) {
    throw new IllegalStateException("nobody leaves the lobby: " + departure);
  }

  @Override
  public void broken(Ending ending, @Nullable RuntimeException cause) {
    session.broken(ending, cause);
  }

  // Of its sends.

  @Override
  public void retry() {
    session.lane().execute(session::goOn);
  }

  @Override
  public void tell(String sentence) {
    if (!session.isEnded()) {
      privateQueue().tell(new Item.Private("", null, user().name().toString(), sentence));
    }
  }

  @Override
  public void failed(RuntimeException cause) {
    session.failed(cause);
  }
}

package gochat.session;

import static java.util.Objects.requireNonNull;

import gochat.account.Identity;
import gochat.limit.Allowance;
import gochat.limit.StreamLimit;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Utf8;
import gochat.shard.Follower;
import gochat.shard.Rooms;
import java.net.InetAddress;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A client of the seed contract: it bears a name while its stream is open, follows `lobby` from
/// the log's end on, and never gets back what it sent itself.
///
/// Confined to the lane of its stream.
public final class SeedSession implements Inbound<SeedMessage> {
  private static final Logger log = LoggerFactory.getLogger(SeedSession.class);

  private enum State {
    UNREGISTERED,
    /// Waits to hear whether it may bear its name.
    REGISTERING,
    REGISTERED,
    /// Says no more; hears what was sent before that.
    LEAVING,
    ENDED
  }

  private final UUID id;
  private final InetAddress from;
  private final boolean hasProof;
  private final Lane lane;
  private final Services services;
  private final Client client;
  private final Pace pace;
  private final SeedRegistration registration;
  private State state = State.UNREGISTERED;

  /// What was not taken yet.
  private @Nullable SeedMessage held;

  private boolean isHalfClosed;
  private final long openedNanos = System.nanoTime();

  /// Whether a message was too long that came before the client had its name.
  private boolean isTooLongUntold;

  /// What it is while it bears a name.
  private @Nullable Registered registered;

  /// @param id never used before, in any run of the server
  /// @param from the client's address
  /// @param proof of who the client is, null when it has none
  public SeedSession(
      UUID id,
      InetAddress from,
      @Nullable Proof proof,
      Lane lane,
      Services services,
      Client client) {
    this.id = id;
    this.from = from;
    hasProof = proof != null;
    this.lane = lane;
    this.services = services;
    this.client = client;
    pace = new Pace(client);
    registration = new SeedRegistration(id, proof, lane, services, new Applicant());
  }

  /// The first message registers its name, and is sent then.
  @Override
  public void receive(SeedMessage message) {
    if (state == State.UNREGISTERED) {
      state = State.REGISTERING;
      registration.apply(message.username());
    }
    if (!take(message)) {
      held = message;
      client.pause();
    }
  }

  private boolean take(SeedMessage message) {
    if (state == State.REGISTERING) {
      return false;
    }
    if (state != State.REGISTERED || registered == null || message.text().isBlank()) {
      return true;
    }
    return registered.send(message.target(), message.text());
  }

  /// It is worth to try again what was not taken. For any thread.
  private void retry() {
    lane.execute(() -> {
      if (held != null && take(held)) {
        held = null;
        client.resume();
        leaveIfDone();
      }
    });
  }

  /// The client is told once it has its name.
  @Override
  public void tooLong(long bytes, int bytesMax) {
    if (registered == null) {
      isTooLongUntold = true;
    } else {
      tellTooLong();
    }
  }

  private void tellTooLong() {
    tell(SeedSends.tooLong(services.textBytesMax()));
  }

  /// The name is free at once; what was sent before is still written, also when the client is
  /// behind.
  @Override
  public void halfClosed() {
    isHalfClosed = true;
    leaveIfDone();
  }

  private void leaveIfDone() {
    if (isHalfClosed && held == null) {
      leave();
    }
  }

  private void leave() {
    switch (state) {
      case UNREGISTERED, REGISTERING -> end(Ending.DONE);
      case REGISTERED -> {
        Registered self = requireNonNull(registered);
        onceAllSentIsDone(self, () -> self.feed.onceLive(() -> end(Ending.DONE)));
      }
      case LEAVING, ENDED -> {}
    }
  }

  /// What the client sent is recorded and what its outlet took is written.
  @Override
  public void shutDown() {
    switch (state) {
      case UNREGISTERED, REGISTERING -> end(Ending.SHUTDOWN);
      // Also who leaves but is behind: there is no time to catch up.
      case REGISTERED, LEAVING ->
          onceAllSentIsDone(requireNonNull(registered), () -> end(Ending.SHUTDOWN));
      case ENDED -> {}
    }
  }

  private void onceAllSentIsDone(Registered self, Runnable task) {
    releaseName();
    state = State.LEAVING;
    self.sends.onceDone(task);
  }

  @Override
  public void sweep(long nowNanos) {
    if (state == State.UNREGISTERED
        && nowNanos - openedNanos >= services.limits().nanos(StreamLimit.UNREGISTERED)) {
      end(Ending.NAMELESS);
    }
  }

  @Override
  public void disconnected() {
    held = null;
    releaseName();
    registration.close();
    if (registered != null) {
      registered.feed.close();
    }
    state = State.ENDED;
  }

  @Override
  public void drained() {
    pace.drained();
  }

  private void end(Ending ending) {
    if (state != State.ENDED) {
      disconnected();
      client.end(ending);
    }
  }

  private void releaseName() {
    registration.releaseName();
    if (registered != null) {
      services.online().leave(registered);
    }
  }

  private void failed(RuntimeException cause) {
    broken(Ending.UNAVAILABLE, cause);
  }

  private void broken(Ending ending, @Nullable RuntimeException cause) {
    if (cause != null) {
      log.atError().addKeyValue("session", id).setCause(cause).log("session broke");
    }
    end(ending);
  }

  private void tell(String sentence) {
    Registered self = registered;
    if (self != null && state != State.ENDED) {
      String name = self.identity.user().name().toString();
      self.feed.tell(new Item.Private(null, name, sentence));
    }
  }

  private final class Applicant implements SeedRegistration.Applicant {
    @Override
    public void registered(Identity identity) {
      Registered entering = new Registered(identity);
      Optional<Ending> refusal = services.online().enter(entering);
      if (refusal.isPresent()) {
        end(refusal.get());
        return;
      }
      state = State.REGISTERED;
      registered = entering;
      registered.feed.start(Rooms.HEAD);
      retry();
    }

    @Override
    public void refused(Ending ending) {
      end(ending);
    }

    @Override
    public void revoked() {
      end(Ending.REVOKED);
    }

    @Override
    public void failed(RuntimeException cause) {
      SeedSession.this.failed(cause);
    }
  }

  /// This stream since it bears a name; as others see it, from any thread.
  private final class Registered implements Online.Stream, Feed.Owner, SeedSends.Sender {
    private final Identity identity;
    private final Feed feed;
    private final SeedSends sends;
    private final Allowance allowance;

    Registered(Identity identity) {
      this.identity = identity;
      Reader reader = new Reader(identity.user().id(), id, client, pace);
      feed = new Feed(lane, services, RoomId.LOBBY, reader, this);
      sends = new SeedSends(lane, services, Authors.author(identity.user(), id), this);
      allowance =
          hasProof
              ? services
                  .rates()
                  .user(identity.user().id(), identity.user().kind().hasAccount(), from)
              : services.rates().stranger(from);
    }

    boolean send(String target, String text) {
      long waitNanos = allowance.waitNanos();
      if (waitNanos > 0) {
        lane.later(waitNanos, SeedSession.this::retry);
        return false;
      }
      boolean isTaken = sends.send(target, text);
      if (isTaken && !allowance.isEndless()) {
        allowance.take(1, Utf8.length(text));
      }
      return isTaken;
    }

    @Override
    public void joined() {
      client.opened();
      if (isTooLongUntold) {
        tellTooLong();
      }
    }

    @Override
    public void refused() {
      throw new IllegalStateException("everybody may read the lobby");
    }

    @Override
    public void departed(LogEntry departure) {
      throw new IllegalStateException("nobody leaves the lobby: " + departure);
    }

    @Override
    public void broken(Ending ending, @Nullable RuntimeException cause) {
      SeedSession.this.broken(ending, cause);
    }

    @Override
    public void retry() {
      SeedSession.this.retry();
    }

    @Override
    public void tell(String sentence) {
      SeedSession.this.tell(sentence);
    }

    @Override
    public void failed(RuntimeException cause) {
      SeedSession.this.failed(cause);
    }

    @Override
    public UUID id() {
      return id;
    }

    @Override
    public Identity identity() {
      return identity;
    }

    @Override
    public Follower lobby() {
      return feed;
    }

    @Override
    public boolean isCrowdedBy(UUID sender) {
      return feed.isCrowdedBy(sender);
    }

    @Override
    public void tell(Signal signal) {
      switch (signal) {
        case Signal.Addressed(RoomEvent.Posted message, long after) -> {
          Item.Private item =
              new Item.Private(
                  message.author().person(), identity.user().name().toString(), message.text());
          lane.execute(() -> feed.tell(item, after));
        }
        // The contract knows the lobby only, and has no words for the rest.
        case Signal.Arrived _,
            Signal.Departed _,
            Signal.MarkerMoved _,
            Signal.Hidden _,
            Item.Typing _,
            Item.PresenceChanged _ -> {}
      }
    }
  }
}

package gochat.session;

import static java.util.Objects.requireNonNull;

import gochat.account.Identity;
import gochat.account.User;
import gochat.account.UserName;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.Rejection;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.shard.Follower;
import gochat.shard.Outcome;
import gochat.shard.Shard;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A client of the seed contract: it bears a name while its stream is open, follows `lobby` from
/// the log's end on, and never gets back what it sent itself.
///
/// Confined to the lane of its stream.
public final class SeedSession {
  private static final Logger log = LoggerFactory.getLogger(SeedSession.class);

  /// What a session needs of the stream that carries it.
  public interface Client extends Outlet {
    /// The client has its name and gets what is sent from now on.
    void registered();

    /// It is worth to offer again what [#receive] did not take. Called by any thread.
    void resume();

    /// Ends the stream, behind what the outlet took.
    void end(Ending ending);
  }

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
  private final SeedContext context;
  private final Client client;
  private final Pace pace;
  private final SeedRegistration registration;
  private State state = State.UNREGISTERED;

  /// What it is while it bears a name.
  private @Nullable Registered registered;

  /// Whether a private message is being stored, which nothing sent behind it may overtake.
  private boolean isStoring;

  /// What to do when that is done.
  private Runnable onceStored = () -> {};

  /// @param id never used before, in any run of the server
  /// @param proof of who the client is, null when it has none
  public SeedSession(UUID id, @Nullable Proof proof, SeedContext context, Client client) {
    this.id = id;
    this.context = context;
    this.client = client;
    pace = new Pace(client);
    registration = new SeedRegistration(id, proof, context, new Applicant());
  }

  /// Takes a message of the client. The first one registers `username`.
  ///
  /// @param target the receiver's name; empty: everybody else
  /// @return false when the server is busy: the message was not taken; the client is told when to
  ///   offer it again
  public boolean receive(String username, String target, String text) {
    if (state == State.UNREGISTERED) {
      state = State.REGISTERING;
      registration.apply(username);
    }
    if (state == State.REGISTERING || isStoring) {
      return false;
    }
    if (state != State.REGISTERED || registered == null || text.isBlank()) {
      return true;
    }
    Author author = Authors.author(registered.identity.user(), id);
    if (target.isEmpty()) {
      return context
          .feeds()
          .shard()
          .submit(
              RoomId.LOBBY,
              new Command.Post(author, null, text),
              outcome -> settle(outcome, target),
              client::resume);
    }
    return UserName.check(target) instanceof UserName.Check.Valid(UserName wanted)
        ? send(author, wanted, text)
        : tellAbsent(target);
  }

  private boolean send(Author author, UserName target, String text) {
    Optional<User> here = context.online().find(target);
    if (here.isPresent() && !DirectMessages.isStored(author, here.get())) {
      return sendTo(here.get(), author, text, client::resume);
    }
    if (here.isEmpty() && author.standing() == Standing.GUEST) {
      return tellAbsent(target.toString());
    }
    isStoring = true;
    if (here.isPresent()) {
      store(here.get(), author, text);
    } else {
      context
          .feeds()
          .ask(
              () -> context.names().find(target),
              found -> store(found, target, author, text),
              this::failed);
    }
    return true;
  }

  private void store(Optional<User> found, UserName target, Author author, String text) {
    if (found.isPresent()) {
      store(found.get(), author, text);
    } else {
      tellAbsent(target.toString());
      stored();
    }
  }

  private void store(User to, Author author, String text) {
    Runnable whenRoom = () -> lane(() -> store(to, author, text));
    if (sendTo(to, author, text, whenRoom)) {
      context.feeds().shard().fence(RoomId.LOBBY, () -> lane(this::stored));
    }
  }

  private void stored() {
    isStoring = false;
    Runnable next = onceStored;
    onceStored = () -> {};
    next.run();
    client.resume();
  }

  private boolean sendTo(User to, Author author, String text, Runnable whenRoom) {
    String target = to.name().toString();
    return context
        .directMessages()
        .send(author, to, null, text, 0, outcome -> settle(outcome, target), whenRoom);
  }

  /// A message of the client was too long to be read; it was skipped.
  public void refuseTooLong() {
    tell(sentence(Rejection.TEXT_TOO_LONG));
  }

  /// The client says no more. Its name is free at once; what was sent before is still written, also
  /// when the client is behind.
  public void leave() {
    if (isStoring) {
      onceStored = this::leave;
      return;
    }
    switch (state) {
      case UNREGISTERED, REGISTERING -> end(Ending.DONE);
      case REGISTERED ->
          onceAllSentIsDone(() -> requireNonNull(registered).feed.onceLive(() -> end(Ending.DONE)));
      case LEAVING, ENDED -> {}
    }
  }

  /// The server stops: what the client sent is recorded and what its outlet took is written.
  public void shutDown() {
    if (isStoring) {
      onceStored = this::shutDown;
      return;
    }
    switch (state) {
      case UNREGISTERED, REGISTERING -> end(Ending.SHUTDOWN);
      // Also who leaves but is behind: there is no time to catch up.
      case REGISTERED, LEAVING -> onceAllSentIsDone(() -> end(Ending.SHUTDOWN));
      case ENDED -> {}
    }
  }

  private void onceAllSentIsDone(Runnable task) {
    releaseName();
    state = State.LEAVING;
    context.feeds().shard().fence(RoomId.LOBBY, () -> lane(task));
  }

  /// What waits for the client has not moved for too long.
  public void stalled() {
    end(Ending.STALLED);
  }

  /// The stream is gone, whatever the reason.
  public void disconnected() {
    releaseName();
    registration.close();
    if (registered != null) {
      registered.feed.close();
    }
    state = State.ENDED;
  }

  /// The client's outlet has handed over all that it took.
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
      context.online().leave(registered);
    }
  }

  private void lane(Runnable task) {
    context.feeds().lane().execute(task);
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

  /// Called by any thread: the contract has no acknowledgements, so only bad news cost a task.
  private void settle(Outcome outcome, String target) {
    switch (outcome) {
      case Outcome.Stored _, Outcome.Unchanged _, Outcome.Passed _ -> {}
      case Outcome.Undelivered _ -> lane(() -> tellAbsent(target));
      case Outcome.Unknown _ ->
          lane(() ->
              tell(
                  "The server could not store your message, and it may not have been"
                      + " delivered."));
      case Outcome.Rejected(Rejection reason) -> lane(() -> tell(sentence(reason)));
    }
  }

  private String sentence(Rejection reason) {
    return reason == Rejection.TEXT_TOO_LONG
        ? "Your message is too long and has not been sent. Allowed: "
            + context.feeds().textBytesMax()
            + " bytes of UTF-8."
        : Refusals.sentence(reason);
  }

  private boolean tellAbsent(String target) {
    tell("\"" + target + "\" is not online; your message has not been delivered.");
    return true;
  }

  private void tell(String sentence) {
    switch (state) {
      case UNREGISTERED, REGISTERING -> client.offer(List.of(new Item.Private(null, "", sentence)));
      case REGISTERED, LEAVING -> {
        Registered self = requireNonNull(registered);
        String name = self.identity.user().name().toString();
        self.feed.tell(new Item.Private(null, name, sentence));
      }
      case ENDED -> {}
    }
  }

  private final class Applicant implements SeedRegistration.Applicant {
    @Override
    public void registered(Identity identity) {
      state = State.REGISTERED;
      registered = new Registered(identity);
      context.online().enter(registered);
      registered.feed.start(Shard.HEAD);
      client.resume();
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

  private final class FeedOwner implements Feed.Owner {
    @Override
    public void joined() {
      client.registered();
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
  }

  /// This stream since it bears a name; as others see it, from any thread.
  private final class Registered implements Online.Stream {
    private final Identity identity;
    private final Feed feed;

    Registered(Identity identity) {
      this.identity = identity;
      Reader reader = new Reader(identity.user().id(), id, client, pace);
      feed = new Feed(context.feeds(), RoomId.LOBBY, reader, new FeedOwner());
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
    public void addressed(RoomEvent.Posted message, long after) {
      Item.Private item =
          new Item.Private(
              message.author().person(), identity.user().name().toString(), message.text());
      lane(() -> feed.tell(item, after));
    }

    @Override
    public Follower lobby() {
      return feed;
    }

    @Override
    public void arrived(RoomId room, long seq) {
      // The contract knows the lobby only.
    }

    @Override
    public void departed(RoomId room, LogEntry departure) {
      // Nor does anybody leave that.
    }

    @Override
    public void typing(RoomId room, User user) {
      // The contract has no words for it.
    }

    @Override
    public void markerMoved(RoomId room, long seq) {
      // Nor for this.
    }
  }
}

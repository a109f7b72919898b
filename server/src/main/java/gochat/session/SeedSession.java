package gochat.session;

import gochat.account.UserName;
import gochat.presence.Presence;
import gochat.presence.Presence.Held;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.Rejection;
import gochat.room.RoomId;
import gochat.room.Standing;
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
  /// Who speaks when the server has something to say.
  static final String SERVER = "server";

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
    REGISTERED,
    /// Says no more; hears what was sent before that.
    LEAVING,
    ENDED
  }

  private final FeedContext context;
  private final Presence<SeedSession> presence;
  private final Client client;
  private final UUID id;
  private final Feed feed;
  private State state = State.UNREGISTERED;
  private @Nullable UserName name;

  /// @param id never used before, in any run of the server
  public SeedSession(UUID id, FeedContext context, Presence<SeedSession> presence, Client client) {
    this.id = id;
    this.context = context;
    this.presence = presence;
    this.client = client;
    this.feed = new Feed(context, RoomId.LOBBY, id, id, client, new FeedOwner());
  }

  /// Takes a message of the client. The first one registers `username`.
  ///
  /// @param target the receiver's name; empty: everybody else
  /// @return false when the server is busy: the message was not taken; the client is told when to
  ///   offer it again
  public boolean receive(String username, String target, String text) {
    if (state == State.UNREGISTERED) {
      register(username);
    }
    if (state != State.REGISTERED || name == null || text.isBlank()) {
      return true;
    }
    Author author = new Author(id, id, name.toString(), Standing.GUEST);
    if (target.isEmpty()) {
      Command.Post post = new Command.Post(author, null, text);
      return context
          .shard()
          .submit(RoomId.LOBBY, post, outcome -> settle(outcome, target), client::resume);
    }
    Optional<Held<SeedSession>> receiver = find(target);
    return receiver.isEmpty() ? tellAbsent(target) : whisper(author, receiver.get(), text);
  }

  private void register(String username) {
    switch (UserName.check(username)) {
      case UserName.Check.Refused(String sentence) ->
          end(new Ending(Ending.Reason.NAME_INVALID, sentence));
      case UserName.Check.Valid(UserName wanted) when !presence.claim(wanted, this) ->
          end(
              new Ending(
                  Ending.Reason.NAME_TAKEN,
                  "The name \"" + wanted + "\" is in use. Please choose another one."));
      case UserName.Check.Valid(UserName wanted) -> {
        name = wanted;
        state = State.REGISTERED;
        feed.start(Shard.HEAD);
      }
    }
  }

  private Optional<Held<SeedSession>> find(String target) {
    return switch (UserName.check(target)) {
      case UserName.Check.Valid(UserName wanted) -> presence.find(wanted);
      case UserName.Check.Refused _ -> Optional.empty();
    };
  }

  private boolean whisper(Author author, Held<SeedSession> receiver, String text) {
    String target = receiver.name().toString();
    return context
        .shard()
        .whisper(
            RoomId.LOBBY,
            new Command.Whisper(author, target, text),
            receiver.holder().feed,
            outcome -> settle(outcome, target),
            client::resume);
  }

  /// A message of the client was too long to be read; it was skipped.
  public void refuseTooLong() {
    tell(sentence(Rejection.TEXT_TOO_LONG));
  }

  /// The client says no more. Its name is free at once; what was sent before is still written, also
  /// when the client is behind.
  public void leave() {
    switch (state) {
      case UNREGISTERED -> end(Ending.DONE);
      case REGISTERED -> onceAllSentIsDone(() -> feed.onceLive(() -> end(Ending.DONE)));
      case LEAVING, ENDED -> {}
    }
  }

  /// The server stops: what the client sent is recorded and what its outlet took is written.
  public void shutDown() {
    Ending ending =
        new Ending(
            Ending.Reason.SHUTDOWN, "The server is shutting down. Connect again in a moment.");
    switch (state) {
      case UNREGISTERED -> end(ending);
      // Also who leaves but is behind: there is no time to catch up.
      case REGISTERED, LEAVING -> onceAllSentIsDone(() -> end(ending));
      case ENDED -> {}
    }
  }

  private void onceAllSentIsDone(Runnable task) {
    releaseName();
    state = State.LEAVING;
    context.shard().fence(RoomId.LOBBY, () -> lane(task));
  }

  /// What waits for the client has not moved for too long.
  public void stalled() {
    end(
        new Ending(
            Ending.Reason.TOO_SLOW,
            "This connection did not read for too long what was sent to it. Connect again to go"
                + " on."));
  }

  /// The stream is gone, whatever the reason.
  public void disconnected() {
    releaseName();
    feed.close();
    state = State.ENDED;
  }

  /// The client's outlet has handed over all that it took.
  public void drained() {
    feed.drained();
  }

  private void end(Ending ending) {
    if (state != State.ENDED) {
      disconnected();
      client.end(ending);
    }
  }

  private void releaseName() {
    if (name != null) {
      presence.release(name, this);
    }
  }

  private void lane(Runnable task) {
    context.lane().execute(task);
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
            + context.textBytesMax()
            + " bytes of UTF-8."
        : Refusals.sentence(reason);
  }

  private boolean tellAbsent(String target) {
    tell("\"" + target + "\" is not online; your message has not been delivered.");
    return true;
  }

  private void tell(String sentence) {
    switch (state) {
      case UNREGISTERED -> client.offer(List.of(new Item.Private(SERVER, "", sentence)));
      case REGISTERED, LEAVING ->
          feed.tell(new Item.Private(SERVER, String.valueOf(name), sentence));
      case ENDED -> {}
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
      if (cause != null) {
        log.atError().addKeyValue("session", id).setCause(cause).log("session broke");
      }
      end(ending);
    }
  }
}

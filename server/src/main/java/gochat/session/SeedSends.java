package gochat.session;

import gochat.account.User;
import gochat.account.UserName;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Rejection;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.shard.Outcome;
import gochat.shard.Submitter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// What a stream of the first contract sends, to everybody or to one user, each message behind
/// those before it. Confined to the stream's lane.
final class SeedSends {
  /// The stream that sends. Called on the lane, but for [#retry].
  interface Sender {
    /// It is worth to try again what was not taken. Called by any thread.
    void retry();

    /// What became of a message.
    void tell(String sentence);

    void failed(RuntimeException cause);
  }

  private final Lane lane;
  private final Services services;
  private final Author author;
  private final Sender sender;

  /// Messages to everybody that were not answered yet.
  private final AtomicInteger unanswered = new AtomicInteger();

  /// Whether a private message is being stored, which nothing sent behind it may overtake.
  private boolean isStoring;

  /// What to do when that is done.
  private Runnable onceStored = () -> {};

  SeedSends(Lane lane, Services services, Author author, Sender sender) {
    this.lane = lane;
    this.services = services;
    this.author = author;
    this.sender = sender;
  }

  /// @param target the receiver's name; empty: everybody else
  /// @return whether the message was taken
  boolean send(String target, String text) {
    if (isStoring) {
      return false;
    }
    if (target.isEmpty()) {
      return post(text);
    }
    if (UserName.check(target) instanceof UserName.Check.Valid(UserName wanted)) {
      return send(wanted, text);
    }
    tellAbsent(shortened(target));
    return true;
  }

  private boolean post(String text) {
    Consumer<Outcome> reply =
        outcome -> {
          unanswered.decrementAndGet();
          settle(outcome, "");
        };
    unanswered.incrementAndGet();
    Command.Post post = new Command.Post(author, null, text);
    boolean isTaken =
        services
            .rooms()
            .submit(RoomId.LOBBY, post, new Submitter(reply, sender::retry, lane.loop()));
    if (!isTaken) {
      unanswered.decrementAndGet();
    }
    return isTaken;
  }

  /// A text that is no name, of which a sender needs no copy.
  private static String shortened(String target) {
    return target.codePointCount(0, target.length()) <= UserName.CODE_POINTS_MAX
        ? target
        : target.substring(0, target.offsetByCodePoints(0, UserName.CODE_POINTS_MAX)) + "…";
  }

  private boolean send(UserName target, String text) {
    Optional<User> here = services.online().find(target);
    if (here.isPresent() && !DirectMessages.isStored(author, here.get())) {
      return send(here.get(), text, sender::retry);
    }
    if (here.isPresent()) {
      isStoring = true;
      onceAnswered(() -> store(here.get(), text));
    } else if (author.standing() == Standing.GUEST) {
      tellAbsent(target.toString());
    } else {
      isStoring = true;
      lane.ask(
          () -> services.names().find(target),
          found -> onceAnswered(() -> store(found, target, text)),
          sender::failed);
    }
    return true;
  }

  private boolean send(User to, String text, Runnable whenRoom) {
    String target = to.name().toString();
    Submitter by = new Submitter(outcome -> settle(outcome, target), whenRoom, lane.loop());
    return services.directMessages().send(to, new Command.Post(author, null, text), by);
  }

  /// Runs `task` on the lane once what was sent to everybody before has been answered: another
  /// shard may run the conversation.
  private void onceAnswered(Runnable task) {
    if (unanswered.get() == 0) {
      task.run();
    } else {
      services.rooms().fence(() -> lane.execute(task));
    }
  }

  private void store(Optional<User> found, UserName target, String text) {
    if (found.isPresent()) {
      store(found.get(), text);
    } else {
      tellAbsent(target.toString());
      stored();
    }
  }

  private void store(User to, String text) {
    if (send(to, text, () -> lane.execute(() -> store(to, text)))) {
      services.rooms().fence(() -> lane.execute(this::stored));
    }
  }

  private void stored() {
    isStoring = false;
    Runnable next = onceStored;
    onceStored = () -> {};
    next.run();
    sender.retry();
  }

  /// Runs `task` on the lane once all that was sent has ended; of tasks that wait for the same
  /// message, the last one only.
  void onceDone(Runnable task) {
    if (isStoring) {
      onceStored = () -> onceDone(task);
    } else {
      services.rooms().fence(() -> lane.execute(task));
    }
  }

  /// Called by any thread: the contract has no acknowledgements, so only bad news cost a task.
  private void settle(Outcome outcome, String target) {
    switch (outcome) {
      case Outcome.Stored _, Outcome.Unchanged _, Outcome.Passed _ -> {}
      case Outcome.Undelivered _ -> lane.execute(() -> tellAbsent(target));
      case Outcome.Crowded _ -> lane.execute(() -> tellCrowded(target));
      case Outcome.Unknown _ ->
          lane.execute(() ->
              sender.tell(
                  "The server could not store your message, and it may not have been"
                      + " delivered."));
      case Outcome.Rejected(Rejection reason) -> lane.execute(() -> sender.tell(sentence(reason)));
    }
  }

  private String sentence(Rejection reason) {
    return reason == Rejection.TEXT_TOO_LONG
        ? tooLong(services.textBytesMax())
        : Refusals.sentence(reason);
  }

  static String tooLong(int textBytesMax) {
    return "Your message is too long and has not been sent. Allowed: "
        + textBytesMax
        + " bytes of UTF-8.";
  }

  private void tellCrowded(String target) {
    sender.tell(
        "\""
            + target
            + "\" does not read what you wrote before; your message has not been delivered. Try"
            + " again in a while.");
  }

  private void tellAbsent(String target) {
    sender.tell("\"" + target + "\" is not online; your message has not been delivered.");
  }
}

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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Sends the messages of a stream of the first contract, to all users or to one, in order. A
/// private message waits until all earlier messages to all users have been answered, and such a
/// message until all earlier private ones have been. A stored one delays all later messages,
/// because another shard may run the conversation; so does one whose receiver is not at this
/// server.
///
/// Confined to the stream's lane.
final class SeedSends {
  /// The sending stream. All methods except [#retry] are called on the lane.
  interface Sender {
    /// A refused message may be tried again. Called by any thread.
    void retry();

    /// Tells the user the outcome of a message.
    void tell(String sentence);

    void failed(RuntimeException cause);
  }

  /// @param isReachable whether the sender may write to the user
  private record Receiver(User user, boolean isReachable) {}

  private final Lane lane;
  private final Services services;
  private final Supplier<Author> author;
  private final Sender sender;

  /// The number of messages without an answer.
  private final AtomicInteger unanswered = new AtomicInteger();

  /// Whether these are private messages: all of them are, or none.
  private boolean areUnansweredPrivate;

  /// Whether something waits for these answers. Written on the lane.
  private volatile boolean isAwaited;

  /// Whether a private message is being stored, or its receiver is looked up or not at this server.
  private boolean isStoring;

  /// Runs when the private messages are answered.
  private Runnable onceAnswered = () -> {};

  SeedSends(Lane lane, Services services, Supplier<Author> author, Sender sender) {
    this.lane = lane;
    this.services = services;
    this.author = author;
    this.sender = sender;
  }

  /// @param target the receiver's name, empty for all users
  /// @return whether the message was taken
  boolean send(String target, String text) {
    if (isStoring) {
      return false;
    }
    if (target.isEmpty()) {
      return keepsItsPlace(false) && post(text);
    }
    if (UserName.check(target) instanceof UserName.Check.Valid(UserName wanted)) {
      return keepsItsPlace(true) && send(wanted, text);
    }
    tellAbsent(shortened(target));
    return true;
  }

  /// Whether a message need not wait for earlier ones. If not, the sender tries again when they are
  /// answered.
  private boolean keepsItsPlace(boolean isPrivate) {
    if (isPrivate == areUnansweredPrivate) {
      return true;
    }
    if (!isAllAnswered()) {
      return false;
    }
    areUnansweredPrivate = isPrivate;
    return true;
  }

  private boolean post(String text) {
    Command.Post message = new Command.Post(author.get(), null, text);
    unanswered.incrementAndGet();
    Submitter by = submitter("", sender::retry, this::answered);
    return counted(services.rooms().submit(RoomId.LOBBY, message, by));
  }

  private boolean whisper(User to, String text, Runnable retry) {
    unanswered.incrementAndGet();
    return counted(submit(to, text, retry, this::answered));
  }

  /// @param isTaken whether the message was taken that was counted
  private boolean counted(boolean isTaken) {
    if (!isTaken) {
      unanswered.decrementAndGet();
    }
    return isTaken;
  }

  /// @param ended run when the outcome is final, on any thread
  private Submitter submitter(String target, Runnable retry, Runnable ended) {
    return new Submitter(
        outcome -> {
          settle(outcome, target);
          if (outcome instanceof Outcome.Unknown) {
            // The message may prove to be recorded when the room is read back.
            services.rooms().fence(ended);
          } else {
            ended.run();
          }
        },
        retry,
        lane.loop());
  }

  private void answered() {
    if (unanswered.decrementAndGet() == 0 && isAwaited) {
      lane.execute(this::goOn);
    }
  }

  private void goOn() {
    Runnable next = onceAnswered;
    onceAnswered = () -> {};
    next.run();
    sender.retry();
  }

  /// Whether all messages are answered. If not, [#goOn] runs when they are.
  private boolean isAllAnswered() {
    // Set the flag before reading the count: the last answer may arrive in between.
    isAwaited = true;
    boolean isAll = unanswered.get() == 0;
    isAwaited = !isAll;
    return isAll;
  }

  /// The start of a text that is too long for a name; the sender needs no copy of it.
  private static String shortened(String target) {
    return target.codePointCount(0, target.length()) <= UserName.CODE_POINTS_MAX
        ? target
        : target.substring(0, target.offsetByCodePoints(0, UserName.CODE_POINTS_MAX)) + "…";
  }

  private boolean send(UserName target, String text) {
    Optional<User> here = services.online().find(target);
    if (here.filter(services.online()::isNameOnly).isPresent()) {
      // Such a user has no privacy.
      return whisper(here.get(), text, sender::retry);
    }
    isStoring = true;
    lane.ask(
        () -> here.or(() -> find(target)).map(this::receiver),
        found -> send(found, here.isPresent(), target, text),
        sender::failed);
    return true;
  }

  /// Finds a user who is not connected here. A guest's message is not stored, so only a connected
  /// user gets it. Waits.
  private Optional<User> find(UserName target) {
    Optional<User> stored =
        author.get().standing() == Standing.GUEST
            ? Optional.empty()
            : services.names().find(target);
    return stored.isPresent() ? stored : services.online().findAnywhere(target).join();
  }

  /// Waits.
  private Receiver receiver(User user) {
    return new Receiver(user, services.reach().mayWrite(author.get().user(), user.id()));
  }

  private void send(Optional<Receiver> found, boolean isHere, UserName target, String text) {
    if (found.isEmpty()) {
      tellAbsent(target.toString());
      stored();
    } else if (!found.get().isReachable()) {
      sender.tell(Refusals.notReachable(target.toString()));
      stored();
    } else if (isHere && !DirectMessages.isStored(author.get(), found.get().user())) {
      whisper(found.get().user(), text);
    } else {
      store(found.get().user(), text);
    }
  }

  /// Private messages in a row don't wait for each other.
  private void whisper(User to, String text) {
    // A refused message is tried again.
    if (whisper(to, text, () -> lane.execute(() -> whisper(to, text)))) {
      stored();
    }
  }

  private void store(User to, String text) {
    // A refused message is tried again.
    var _ =
        submit(
            to, text, () -> lane.execute(() -> store(to, text)), () -> lane.execute(this::stored));
  }

  /// @param ended run at the first outcome
  private boolean submit(User to, String text, Runnable retry, Runnable ended) {
    AtomicBoolean hasEnded = new AtomicBoolean();
    Runnable once =
        () -> {
          if (hasEnded.compareAndSet(false, true)) {
            ended.run();
          }
        };
    return services
        .directMessages()
        .send(
            to,
            new Command.Post(author.get(), null, text),
            submitter(to.name().toString(), retry, once));
  }

  private void stored() {
    isStoring = false;
    goOn();
  }

  /// Runs `task` on the lane when all sent messages have ended; of several tasks that wait for the
  /// same messages, only the last one.
  void onceDone(Runnable task) {
    if (isStoring || (areUnansweredPrivate && !isAllAnswered())) {
      onceAnswered = () -> onceDone(task);
    } else {
      services.rooms().fence(() -> lane.execute(task));
    }
  }

  /// Called by any thread. The contract has no acknowledgements, so only bad outcomes cost a task.
  private void settle(Outcome outcome, String target) {
    switch (outcome) {
      case Outcome.Stored _, Outcome.Unchanged _, Outcome.Passed _ -> {}
      case Outcome.Undelivered _ -> lane.execute(() -> tellAbsent(target));
      case Outcome.Unconfirmed _ ->
          lane.execute(() ->
              sender.tell(
                  "The server of \"%s\" does not answer; your message may not have been delivered."
                      .formatted(target)));
      case Outcome.Crowded _ -> lane.execute(() -> tellCrowded(target));
      case Outcome.Unknown _ ->
          lane.execute(() ->
              sender.tell(
                  "The server could not store your message, and it may not have been"
                      + " delivered."));
      case Outcome.Rejected refused -> lane.execute(() -> sender.tell(sentence(refused)));
    }
  }

  private String sentence(Outcome.Rejected refused) {
    return refused.reason() == Rejection.TEXT_TOO_LONG
        ? tooLong(services.textBytesMax())
        : Refusals.sentence(refused);
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

package gochat.system;

import gochat.checker.Operation;
import gochat.checker.Operation.Post;
import gochat.checker.Operation.Request;
import gochat.checker.Operation.Stored;
import gochat.system.OwnMessages.Known;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Plays a script with a client, on a thread of its own.
final class Participant {
  /// What may wait for answers; who has more waits before the next step.
  private static final int UNANSWERED_MAX = 64;

  /// Its latest reactions, which it may take back.
  private static final int REACTIONS_MAX = 20;

  private static final int LONG_TEXT_CHARS = 40_000;

  /// What of a script this one can do.
  enum Kind {
    ACCOUNT,
    /// Without messages that are in no log: the library repeats them, which they may bear.
    ACCOUNT_WITHOUT_WHISPERS,
    GUEST,
    SEED,
    /// Only turns away from its device, and back.
    COMMUTER
  }

  /// @param rooms that it tries its luck in
  /// @param users whom it tries to bring into rooms, and out of them
  /// @param receivers of private messages
  /// @param messages shared with the user's other devices
  record Place(
      String user,
      Kind kind,
      List<String> rooms,
      List<String> users,
      List<String> receivers,
      OwnMessages messages) {}

  private final String name;
  private final Place place;
  private final Client client;
  private final Link link;
  private final Script script;
  private final int unansweredMax;
  private final Semaphore unanswered;

  /// The reactions that it gave, the latest one first.
  private final Deque<Operation.React> reactions = new ArrayDeque<>();

  private volatile boolean isStopped;
  private boolean isAway;
  private int textCount;

  /// @param name tells it from the others, also of the same user
  Participant(String name, Place place, Client client, Link link, Script script) {
    this.name = name;
    this.place = place;
    this.client = client;
    this.link = link;
    this.script = script;
    // What holds last has to be known.
    unansweredMax = place.kind() == Kind.COMMUTER ? 1 : UNANSWERED_MAX;
    unanswered = new Semaphore(unansweredMax);
  }

  Client client() {
    return client;
  }

  Place place() {
    return place;
  }

  void stop() {
    isStopped = true;
  }

  void play() {
    try {
      while (!isStopped) {
        perform(script.next());
        Thread.sleep(script.pauseMs());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whether everything that it asked for was answered.
  boolean isIdle() {
    return unanswered.availablePermits() == unansweredMax;
  }

  /// No more problem with its connection.
  void heal() {
    link.thaw();
    client.dawdle(false);
  }

  private void perform(Step step) throws InterruptedException {
    boolean isSeed = place.kind() == Kind.SEED;
    switch (step) {
      case Step.Cut() -> link.cut();
      case Step.Freeze(int ms) -> {
        link.freeze();
        Thread.sleep(ms);
        link.thaw();
      }
      case Step.Dawdle(int ms) -> {
        client.dawdle(true);
        Thread.sleep(ms);
        client.dawdle(false);
      }
      case Step.Crash() -> client.crash();
      case Step _ when place.kind() == Kind.COMMUTER -> {
        isAway = !isAway;
        ask(new Operation.SetAway(isAway));
      }
      case Step.Say(int room, boolean isLong) -> say(isSeed ? Cast.LOBBY : room(room), isLong);
      case Step.Whisper(int receiver) -> {
        if (place.kind() != Kind.ACCOUNT_WITHOUT_WHISPERS) {
          ask(new Operation.Whisper(Cast.LOBBY, pick(place.receivers(), receiver), text("psst")));
        }
      }
      case Step _ when isSeed -> {}
      case Step.Repeat(int back, boolean isChanged) -> {
        Optional<Post> post = place.messages().anyOf(back);
        if (post.isPresent()) {
          ask(repeat(post.get(), isChanged));
        }
      }
      case Step.Edit(int back) -> {
        Optional<Known> own = place.messages().storedOf(back);
        if (own.isPresent()) {
          ask(new Operation.Edit(own.get().post().room(), own.get().seq(), text("better")));
        }
      }
      case Step.Delete(int back) -> {
        Optional<Known> own = place.messages().storedOf(back);
        if (own.isPresent()) {
          ask(new Operation.Delete(own.get().post().room(), own.get().seq()));
        }
      }
      case Step.Sweep(int room, int back) -> {
        long seq = client.positions().getOrDefault(room(room), 0L) - back;
        if (seq > 0) {
          ask(new Operation.Delete(room(room), seq));
        }
      }
      case Step.React(int room, int back) -> {
        long seq = client.positions().getOrDefault(room(room), 0L) - back;
        if (seq > 0) {
          var reaction = new Operation.React(room(room), seq, text("+1"), true);
          reactions.addFirst(reaction);
          if (reactions.size() > REACTIONS_MAX) {
            reactions.removeLast();
          }
          ask(reaction);
        }
      }
      case Step.Unreact(int back) -> {
        var given = reactions.stream().skip(back).findFirst();
        if (given.isPresent()) {
          var reaction = given.get();
          ask(new Operation.React(reaction.room(), reaction.message(), reaction.reaction(), false));
        }
      }
      case Step.SetTopic(int room, boolean isEmpty) ->
          ask(new Operation.SetTopic(room(room), isEmpty ? "" : text("of topics")));
      case Step.Enter(int room, int member) ->
          ask(new Operation.Enter(room(room), pick(place.users(), member)));
      case Step.Exit(int room, int member) -> exit(room(room), pick(place.users(), member));
      case Step.MarkRead(int room, int back) -> {
        long seq = client.positions().getOrDefault(room(room), 0L) - back;
        if (seq > 0) {
          ask(new Operation.MarkRead(room(room), seq));
        }
      }
      case Step.ReadPage(int room) -> ask(new Operation.ReadPage(room(room)));
    }
  }

  /// A room whose owner leaves while nobody else is in is lost to the run.
  private void exit(String room, String member) throws InterruptedException {
    if (!member.equals(Cast.OWNER) || !place.user().equals(Cast.OWNER)) {
      ask(new Operation.Exit(room, member));
    }
  }

  /// Says something.
  ///
  /// @return the text
  String say(String room, boolean isLong) throws InterruptedException {
    String text = text(isLong ? "x".repeat(LONG_TEXT_CHARS) : "hello");
    // A client of the first contract has no ids.
    String id =
        place.kind() == Kind.SEED
            ? ""
            : UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    Post post = new Post(room, id, text);
    place.messages().sent(post);
    ask(post);
    return text;
  }

  private Post repeat(Post post, boolean isChanged) {
    return isChanged ? new Post(post.room(), post.messageId(), text("changed")) : post;
  }

  /// No two are alike.
  private String text(String words) {
    return name + " " + ++textCount + " " + words;
  }

  private void ask(Request request) throws InterruptedException {
    // Not for ever: the last ones may wait for a server that is down.
    if (!unanswered.tryAcquire(1, TimeUnit.SECONDS)) {
      return;
    }
    client.ask(
        request,
        result -> {
          unanswered.release();
          if (request instanceof Post post && result instanceof Stored(_, long seq)) {
            place.messages().stored(post, seq);
          }
        });
  }

  private String room(int number) {
    return pick(place.rooms(), number);
  }

  private static String pick(List<String> from, int number) {
    return from.get(number % from.size());
  }

  @Override
  public String toString() {
    return name;
  }
}

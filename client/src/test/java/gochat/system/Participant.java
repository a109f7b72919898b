package gochat.system;

import gochat.checker.Operation;
import gochat.checker.Operation.Post;
import gochat.checker.Operation.Request;
import gochat.checker.Operation.Stored;
import gochat.grpc.LoopbackProxy;
import gochat.system.Script.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Performs a script with a client, on a thread of its own.
final class Participant {
  /// The limit of unanswered requests; at the limit the next step waits.
  private static final int UNANSWERED_MAX = 64;

  /// The limit of latest reactions that it may remove.
  private static final int REACTIONS_MAX = 20;

  private static final int LONG_TEXT_CHARS = 40_000;

  /// The steps of a script that a participant performs.
  enum Kind {
    ACCOUNT,
    /// Without private messages, which no log has: the library may repeat them.
    ACCOUNT_WITHOUT_WHISPERS,
    GUEST,
    /// Only messages to the lobby and private ones, as the first contract has no other requests.
    SEED,
    /// Only changes of its presence: away, and back.
    PRESENCE
  }

  /// A user of the run and the targets of its requests.
  ///
  /// @param rooms of its requests, some of which the server refuses
  /// @param users that it invites to rooms and removes
  /// @param receivers of private messages
  /// @param messages shared with the user's other devices
  record Role(
      String user,
      Kind kind,
      List<String> rooms,
      List<String> users,
      List<String> receivers,
      OwnMessages messages) {}

  /// The latest messages of a user, of all devices. Safe for all threads.
  static final class OwnMessages {
    private static final int KEPT_MAX = 50;

    record StoredPost(Post post, long seq) {}

    private final Deque<Post> sent = new ArrayDeque<>();
    private final Map<Post, Long> seqs = new HashMap<>();

    synchronized void sent(Post post) {
      sent.addFirst(post);
      if (sent.size() > KEPT_MAX) {
        seqs.remove(sent.removeLast());
      }
    }

    synchronized void stored(Post post, long seq) {
      if (sent.contains(post)) {
        seqs.put(post, seq);
      }
    }

    /// @param back the number of later messages
    /// @return a message, perhaps without a result so far
    synchronized Optional<Post> sentBefore(int back) {
      return sent.stream().skip(back).findFirst();
    }

    synchronized Optional<StoredPost> storedBefore(int back) {
      return sent.stream()
          .filter(seqs::containsKey)
          .skip(back)
          .findFirst()
          .map(post -> new StoredPost(post, seqs.getOrDefault(post, 0L)));
    }
  }

  private final String name;
  private final Role role;
  private final Client client;
  private final LoopbackProxy link;
  private final Script script;
  private final int unansweredMax;
  private final Semaphore unanswered;

  /// Its reactions, the latest one first.
  private final Deque<Operation.React> reactions = new ArrayDeque<>();

  private volatile boolean isStopped;
  private boolean isAway;
  private int textCount;

  /// @param name a different one for each participant, also of the same user
  Participant(String name, Role role, Client client, LoopbackProxy link, Script script) {
    this.name = name;
    this.role = role;
    this.client = client;
    this.link = link;
    this.script = script;
    // The last change of presence has to be known.
    unansweredMax = role.kind() == Kind.PRESENCE ? 1 : UNANSWERED_MAX;
    unanswered = new Semaphore(unansweredMax);
  }

  Client client() {
    return client;
  }

  Role role() {
    return role;
  }

  void stop() {
    isStopped = true;
  }

  void perform() {
    try {
      while (!isStopped) {
        perform(script.next());
        Thread.sleep(script.pauseMs());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whether all its requests are answered.
  boolean isIdle() {
    return unanswered.availablePermits() == unansweredMax;
  }

  /// Ends all faults of its connection.
  void heal() {
    link.thaw();
    client.setSlow(false);
  }

  private void perform(Step step) throws InterruptedException {
    boolean isSeed = role.kind() == Kind.SEED;
    switch (step) {
      case Step.Cut() -> link.cut();
      case Step.Freeze(int ms) -> {
        link.freeze();
        Thread.sleep(ms);
        link.thaw();
      }
      case Step.ReadSlowly(int ms) -> {
        client.setSlow(true);
        Thread.sleep(ms);
        client.setSlow(false);
      }
      case Step.Crash() -> client.crash();
      case Step _ when role.kind() == Kind.PRESENCE -> {
        isAway = !isAway;
        ask(new Operation.SetAway(isAway));
      }
      case Step.Post(int room, boolean isLong) ->
          post(isSeed ? TestUsers.LOBBY : room(room), isLong);
      case Step.Whisper(int receiver) -> {
        if (role.kind() != Kind.ACCOUNT_WITHOUT_WHISPERS) {
          ask(
              new Operation.Whisper(
                  TestUsers.LOBBY, pick(role.receivers(), receiver), text("psst")));
        }
      }
      case Step _ when isSeed -> {}
      case Step.Repeat(int back, boolean isChanged) -> {
        Optional<Post> post = role.messages().sentBefore(back);
        if (post.isPresent()) {
          ask(repeat(post.get(), isChanged));
        }
      }
      case Step.Edit(int back) -> {
        Optional<OwnMessages.StoredPost> own = role.messages().storedBefore(back);
        if (own.isPresent()) {
          ask(new Operation.Edit(own.get().post().room(), own.get().seq(), text("better")));
        }
      }
      case Step.Delete(int back) -> {
        Optional<OwnMessages.StoredPost> own = role.messages().storedBefore(back);
        if (own.isPresent()) {
          ask(new Operation.Delete(own.get().post().room(), own.get().seq()));
        }
      }
      case Step.DeleteInRoom(int room, int back) -> {
        long seq = seqBefore(room(room), back);
        if (seq > 0) {
          ask(new Operation.Delete(room(room), seq));
        }
      }
      case Step.React(int room, int back) -> {
        long seq = seqBefore(room(room), back);
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
          ask(new Operation.Enter(room(room), pick(role.users(), member)));
      case Step.Exit(int room, int member) -> exit(room(room), pick(role.users(), member));
      case Step.MarkRead(int room, int back) -> {
        long seq = seqBefore(room(room), back);
        if (seq > 0) {
          ask(new Operation.MarkRead(room(room), seq));
        }
      }
      case Step.ReadPage(int room) -> ask(new Operation.ReadPage(room(room)));
    }
  }

  /// The run needs its rooms: an owner who leaves an empty room loses it.
  private void exit(String room, String member) throws InterruptedException {
    if (!member.equals(TestUsers.OWNER) || !role.user().equals(TestUsers.OWNER)) {
      ask(new Operation.Exit(room, member));
    }
  }

  private long seqBefore(String room, int back) {
    return client.positions().getOrDefault(room, 0L) - back;
  }

  /// @return the text, a different one for each message
  String post(String room, boolean isLong) throws InterruptedException {
    String text = text(isLong ? "x".repeat(LONG_TEXT_CHARS) : "hello");
    // A client of the first contract has no ids.
    String id =
        role.kind() == Kind.SEED
            ? ""
            : UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    Post post = new Post(room, id, text);
    role.messages().sent(post);
    ask(post);
    return text;
  }

  private Post repeat(Post post, boolean isChanged) {
    return isChanged ? new Post(post.room(), post.messageId(), text("changed")) : post;
  }

  /// A different text for each call.
  private String text(String words) {
    return name + " " + ++textCount + " " + words;
  }

  private void ask(Request request) throws InterruptedException {
    // With a limit of time: the last requests may wait for a server that is down.
    if (!unanswered.tryAcquire(1, TimeUnit.SECONDS)) {
      return;
    }
    client.ask(
        request,
        result -> {
          unanswered.release();
          if (request instanceof Post post && result instanceof Stored(_, long seq)) {
            role.messages().stored(post, seq);
          }
        });
  }

  private String room(int number) {
    return pick(role.rooms(), number);
  }

  private static String pick(List<String> from, int number) {
    return from.get(number % from.size());
  }

  @Override
  public String toString() {
    return name;
  }
}

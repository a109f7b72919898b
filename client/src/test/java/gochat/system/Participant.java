package gochat.system;

import gochat.checker.Operation;
import gochat.checker.Operation.Post;
import gochat.checker.Operation.React;
import gochat.checker.Operation.Request;
import gochat.checker.Operation.Stored;
import gochat.grpc.LoopbackProxy;
import gochat.system.Devices.Client;
import gochat.system.Devices.OwnMessages;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/// Performs steps with a client, on a thread of its own: requests, and faults of the client and its
/// link. Their kinds and numbers follow from the seed.
final class Participant {
  private static final int PAUSE_MS_MAX = 60;

  /// The limit of unanswered requests; at the limit the next step waits.
  private static final int UNANSWERED_MAX = 64;

  /// The limit of latest reactions that it may remove.
  private static final int REACTIONS_MAX = 20;

  private static final int LONG_TEXT_CHARS = 40_000;

  /// The steps that a participant performs.
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

  private final String name;
  private final Role role;
  private final Client client;
  private final LoopbackProxy link;
  private final SplittableRandom random;
  private final int unansweredMax;
  private final Semaphore unanswered;

  /// Its reactions, the latest one first.
  private final Deque<React> reactions = new ArrayDeque<>();

  private volatile boolean isStopped;
  private boolean isAway;
  private int textCount;

  /// @param name a different one for each participant, also of the same user
  Participant(String name, Role role, Client client, LoopbackProxy link, long seed) {
    this.name = name;
    this.role = role;
    this.client = client;
    this.link = link;
    random = new SplittableRandom(seed);
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

  /// Lets [#perform] run until [#stop].
  void begin() {
    isStopped = false;
  }

  void stop() {
    isStopped = true;
  }

  void perform() {
    try {
      while (!isStopped) {
        step();
        Thread.sleep(random.nextInt(3) == 0 ? random.nextInt(PAUSE_MS_MAX) : 0);
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

  private void step() throws InterruptedException {
    int choice = random.nextInt(1_000);
    if (choice >= 980) {
      fault();
    } else if (role.kind() == Kind.PRESENCE) {
      isAway = !isAway;
      ask(new Operation.SetAway(isAway));
    } else if (choice >= 940) {
      whisper();
    } else if (choice >= 440) {
      post(role.kind() == Kind.SEED ? TestUsers.LOBBY : room(), random.nextInt(40) == 0);
    } else if (role.kind() != Kind.SEED) {
      request(choice);
    }
  }

  private void fault() throws InterruptedException {
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> link.cut();
      case 3, 4 -> {
        link.freeze();
        Thread.sleep(random.nextInt(2_000));
        link.thaw();
      }
      case 5, 6 -> {
        client.setSlow(true);
        Thread.sleep(random.nextInt(3_000));
        client.setSlow(false);
      }
      default -> client.crash();
    }
  }

  private void whisper() throws InterruptedException {
    if (role.kind() != Kind.ACCOUNT_WITHOUT_WHISPERS) {
      ask(new Operation.Whisper(TestUsers.LOBBY, pick(role.receivers()), text("psst")));
    }
  }

  /// A request about what there is already: the latest messages, reactions, members.
  ///
  /// @param choice 0..439
  private void request(int choice) throws InterruptedException {
    if (choice < 60) {
      repeat(random.nextInt(20), random.nextInt(4) == 0);
    } else if (choice < 110) {
      askAboutOwn((room, seq) -> new Operation.Edit(room, seq, text("better")));
    } else if (choice < 135) {
      askAboutOwn(Operation.Delete::new);
    } else if (choice < 145) {
      askAboutAny(room(), random.nextInt(20), Operation.Delete::new);
    } else if (choice < 195) {
      askAboutAny(room(), random.nextInt(20), this::reaction);
    } else if (choice < 205) {
      unreact(random.nextInt(10));
    } else if (choice < 225) {
      ask(new Operation.SetTopic(room(), random.nextInt(4) == 0 ? "" : text("of topics")));
    } else if (choice < 290) {
      ask(new Operation.Enter(room(), pick(role.users())));
    } else if (choice < 320) {
      exit(room(), pick(role.users()));
    } else if (choice < 390) {
      askAboutAny(room(), random.nextInt(5), Operation.MarkRead::new);
    } else {
      ask(new Operation.ReadPage(room()));
    }
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

  /// Sends an earlier message again, under the same id.
  ///
  /// @param isChanged with another text, which the server has to refuse
  private void repeat(int back, boolean isChanged) throws InterruptedException {
    var sent = role.messages().sentBefore(back);
    if (sent.isPresent()) {
      Post post = sent.get();
      ask(isChanged ? new Post(post.room(), post.messageId(), text("changed")) : post);
    }
  }

  /// Asks about an earlier message of the user.
  private void askAboutOwn(BiFunction<String, Long, Request> request) throws InterruptedException {
    var own = role.messages().storedBefore(random.nextInt(20));
    if (own.isPresent()) {
      ask(request.apply(own.get().room(), own.get().seq()));
    }
  }

  /// Asks about an event of a room, whoever its author is.
  private void askAboutAny(String room, int back, BiFunction<String, Long, Request> request)
      throws InterruptedException {
    long seq = client.positions().getOrDefault(room, 0L) - back;
    if (seq > 0) {
      ask(request.apply(room, seq));
    }
  }

  private React reaction(String room, long seq) {
    React reaction = new React(room, seq, text("+1"), true);
    reactions.addFirst(reaction);
    if (reactions.size() > REACTIONS_MAX) {
      reactions.removeLast();
    }
    return reaction;
  }

  private void unreact(int back) throws InterruptedException {
    if (back < reactions.size()) {
      React given = new ArrayList<>(reactions).get(back);
      ask(new React(given.room(), given.message(), given.reaction(), false));
    }
  }

  /// The run needs its rooms: an owner who leaves an empty room loses it.
  private void exit(String room, String member) throws InterruptedException {
    if (!member.equals(TestUsers.OWNER) || !role.user().equals(TestUsers.OWNER)) {
      ask(new Operation.Exit(room, member));
    }
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

  private String room() {
    return pick(role.rooms());
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  @Override
  public String toString() {
    return name;
  }
}

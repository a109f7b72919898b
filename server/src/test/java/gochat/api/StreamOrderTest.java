package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import gochat.SilentServer;
import gochat.account.IdentitiesFixture;
import gochat.account.Identity;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.journal.JournalException;
import gochat.journal.TestJournal;
import gochat.limit.Limits;
import gochat.peer.Peers;
import gochat.presence.PresenceTracker;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.TestPolicy;
import gochat.session.Admission;
import gochat.session.CursorsBeyond;
import gochat.session.DirectMessages;
import gochat.session.Ending;
import gochat.session.Item;
import gochat.session.Online;
import gochat.session.Proof;
import gochat.session.SeedMessage;
import gochat.session.Services;
import gochat.session.Session;
import gochat.session.TestClient;
import gochat.session.TestClient.NoRequests;
import gochat.shard.Rooms;
import gochat.shard.Shard;
import gochat.shard.ShardConfig;
import gochat.shard.ShardedRooms;
import gochat.store.Store;
import gochat.v1.ClientFrame;
import gochat.v1.Reply;
import gochat.v1.SendDirectMessageRequest;
import gochat.v1.SendMessageRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Posts and private messages of a v1 stream reach a stream of the first contract in the order in
/// which they were sent, also when one shard runs `lobby` and another one the conversation, and
/// when the store fails in between.
@ExtendWith(SilentServer.class)
class StreamOrderTest {
  private final ApiWorld world = new ApiWorld();
  private final FailingJournal journal = new FailingJournal(world.store);
  private final IdentitiesFixture identities =
      new IdentitiesFixture(world.store.accounts(), InstantSource.system());
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final Online online =
      new Online(new PresenceTracker(() -> 0), Limits.STANDARD, Peers.NONE);
  private final List<Shard> shards = Stream.generate(this::shard).limit(2).toList();
  private final Services services = services();
  private final Outlet bobs = new Outlet();

  @AfterEach
  void close() {
    world.close();
  }

  private Shard shard() {
    ShardConfig config = new ShardConfig(100, TestPolicy.of(ApiWorld.TEXT_BYTES_MAX));
    return new Shard(journal, config, InstantSource.system(), online);
  }

  private Services services() {
    Services own = world.api.services();
    Rooms rooms = new ShardedRooms(shards);
    return new Services(
        rooms,
        own.journal(),
        own.directory(),
        own.markers(),
        own.privacy(),
        identities.names(),
        online,
        new DirectMessages(rooms, online, Peers.NONE, own.limits()),
        new CursorsBeyond(() -> 0),
        own.rates(),
        own.limits(),
        own.firstContract(),
        own.roomPolicy(),
        tasks::add);
  }

  @ParameterizedTest
  @EnumSource(names = {"ACCOUNT", "GUEST"})
  void aPrivateMessageKeepsItsPlaceAmongPosts(UserKind kind) {
    User alice = user("Alice", kind);
    User bob = bob(alice);
    RequestQueue requests = stream(alice);

    requests.take(post("one"));
    requests.take(post("two"));
    requests.take(direct(bob, "three"));
    requests.take(direct(bob, "four"));
    requests.take(post("five"));
    run();

    assertThat(bobs.texts).containsExactly("one", "two", "three", "four", "five");
  }

  @Test
  void privateMessagesDoNotWaitForEachOther() {
    User alice = user("Alice", UserKind.ACCOUNT);
    User bob = bob(alice);
    RequestQueue requests = stream(alice);

    requests.take(direct(bob, "one"));
    requests.take(direct(bob, "two"));
    runTasks();
    RoomId conversation = RoomId.direct(alice.id(), bob.id());
    shardOf(conversation).turn();

    // The conversation opens, and both are in one transaction.
    assertThat(world.store.journal().head(conversation)).isEqualTo(3);
  }

  @Test
  void aPostWithAnUnknownOutcomeEndsItsStreamAndTheOnesBehindItWaitForItsRepeat() {
    User alice = user("Alice", UserKind.ACCOUNT);
    bob(alice);
    Outlet outlet = new Outlet();
    RequestQueue requests = stream(alice, outlet);

    journal.isBroken = true;
    requests.take(post("one"));
    shardOf(RoomId.LOBBY).turn();
    journal.isBroken = false;
    // The stream does not know the outcome yet.
    requests.take(post("two"));
    run();

    assertThat(bobs.texts).isEmpty();
    assertThat(outlet.failures).extracting(Failure::reason).containsOnly(Reason.STREAM_FAILED);

    RequestQueue next = stream(alice, new Outlet());
    next.take(post("one"));
    next.take(post("two"));
    run();
    assertThat(bobs.texts).containsExactly("one", "two");
  }

  private User user(String name, UserKind kind) {
    User user = new User(UUID.randomUUID(), IdentitiesFixture.name(name), kind);
    if (kind.hasAccount()) {
      identities.register(user);
    }
    return user;
  }

  /// Bob has an account and uses the first contract. His conversation with `other` is not run by
  /// the shard that runs `lobby`.
  private User bob(User other) {
    User bob =
        Stream.generate(
                () -> new User(UUID.randomUUID(), IdentitiesFixture.name("Bob"), UserKind.ACCOUNT))
            .filter(made -> shardOf(RoomId.direct(other.id(), made.id())) != shardOf(RoomId.LOBBY))
            .findFirst()
            .orElseThrow();
    String token = identities.register(bob);
    Proof proof =
        onEnd ->
            new Proof.Verdict.Admitted(
                Admission.admit(identities.tokens(), token, onEnd).orElseThrow());
    InetAddress here = ApiWorld.HERE.address();
    Session<SeedMessage> session =
        Session.seed(UUID.randomUUID(), here, proof, services.lane(tasks::add), services, bobs);
    session.receive(new SeedMessage("Bob", "", ""));
    run();
    return bob;
  }

  private Shard shardOf(RoomId room) {
    return shards.get(Math.floorMod(room.value().hashCode(), shards.size()));
  }

  private RequestQueue stream(User user) {
    return stream(user, new Outlet());
  }

  private RequestQueue stream(User user, Outlet outlet) {
    UUID id = UUID.randomUUID();
    Session<ClientFrame> session =
        Session.v1(id, new NoRequests<>(), services.lane(tasks::add), services, outlet);
    RequestQueue requests =
        new RequestQueue(world.api(services, false), services.lane(tasks::add), outlet, session);
    Identity identity = new Identity(user, UUID.randomUUID());
    requests.open(new Caller(identity, id, ApiWorld.HERE));
    return requests;
  }

  private static ClientFrame post(String text) {
    return frame(SendMessageRequest.newBuilder().setRoom("lobby").setText(text).build());
  }

  private static ClientFrame direct(User to, String text) {
    return frame(
        SendDirectMessageRequest.newBuilder().setUser(to.id().toString()).setText(text).build());
  }

  private static ClientFrame frame(Message request) {
    return Requests.frame(7, request);
  }

  /// Until there is nothing to do. The shard that runs `lobby` is the slowest part.
  private void run() {
    Shard lobby = shardOf(RoomId.LOBBY);
    while (runTasks()
        || shards.stream().anyMatch(shard -> shard != lobby && shard.turn())
        || lobby.turn()) {
      // Each of these tasks may have handed others over.
    }
  }

  private boolean runTasks() {
    boolean hasRun = !tasks.isEmpty();
    for (Runnable task; (task = tasks.poll()) != null; ) {
      task.run();
    }
    return hasRun;
  }

  /// Takes everything that it is offered.
  private static final class Outlet extends TestClient implements V1Stream.Transport {
    final List<String> texts = new ArrayList<>();
    final List<Failure> failures = new ArrayList<>();

    @Override
    public boolean offer(List<Item> items) {
      items.forEach(this::add);
      return true;
    }

    @Override
    public void add(Item item) {
      switch (item) {
        case Item.Event(_, _, LogEntry(_, RoomEvent.Posted message)) -> texts.add(message.text());
        case Item.Private message -> texts.add(message.text());
        default -> {}
      }
    }

    @Override
    public void reply(List<Reply> replies) {}

    @Override
    public boolean isDrained() {
      return true;
    }

    @Override
    public void end(Ending ending) {
      throw new AssertionError(ending);
    }

    @Override
    public void fail(Failure failure) {
      failures.add(failure);
    }
  }

  private static final class FailingJournal extends TestJournal {
    boolean isBroken;

    FailingJournal(Store store) {
      super(store);
    }

    @Override
    public AppendResult append(List<Batch> batches) {
      if (isBroken) {
        throw new JournalException("planned", new IOException());
      }
      return super.append(batches);
    }
  }
}

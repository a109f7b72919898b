package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.rpc.Status;
import gochat.account.UserKind;
import gochat.limit.LimitTable.Holds;
import gochat.room.RoomId;
import gochat.session.FollowWishes;
import gochat.session.Item;
import gochat.session.Services;
import gochat.session.Session;
import gochat.session.Signal;
import gochat.session.TestClient;
import gochat.v1.Availability;
import gochat.v1.GetPresenceRequest;
import gochat.v1.GetPresenceResponse;
import gochat.v1.MarkReadRequest;
import gochat.v1.OpenDirectResponse;
import gochat.v1.Presence;
import gochat.v1.Refusal;
import gochat.v1.RefusalReason;
import gochat.v1.RoomKind;
import gochat.v1.SendDirectMessageRequest;
import gochat.v1.SendDirectMessageResponse;
import gochat.v1.SendTypingRequest;
import gochat.v1.SendTypingResponse;
import gochat.v1.SetAwayRequest;
import gochat.v1.SetHiddenRequest;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PresenceCallsTest {
  private static final SendTypingRequest TYPING =
      SendTypingRequest.newBuilder().setRoom("lobby").build();

  private final ApiWorld world = new ApiWorld();
  private final Caller alice = world.account("alice");
  private final Caller bob = world.account("bob");

  @AfterEach
  void close() {
    world.close();
  }

  private List<Presence> presences(String... users) {
    GetPresenceRequest request =
        GetPresenceRequest.newBuilder().addAllUsers(List.of(users)).build();
    return world.ask(alice, request, GetPresenceResponse.class).getList().getPresencesList();
  }

  private Device connect(Caller user) {
    Device device = new Device(world, user);
    await().until(() -> !device.told(Item.CaughtUp.class).isEmpty());
    return device;
  }

  @Test
  void presenceIsToldByNameAndByIdAndUnknownUsersAreLeftOut() {
    long beganSeconds = System.currentTimeMillis() / 1_000;
    try (Device _ = connect(bob)) {
      List<Presence> presences = presences("BOB", alice.id().toString(), "nobody");

      assertThat(presences)
          .extracting(Presence::getUserId)
          .containsExactly(bob.id().toString(), alice.id().toString());
      assertThat(presences)
          .extracting(Presence::getAvailability)
          .containsExactly(Availability.AVAILABILITY_ONLINE, Availability.AVAILABILITY_OFFLINE);
    }
    assertThat(presences("bob").getFirst().getLastSeenTime().getSeconds())
        .isBetween(beganSeconds, System.currentTimeMillis() / 1_000);
  }

  @Test
  void aUserIsAwayOnTheDeviceOfThatTokenOnly() {
    try (Device _ = connect(bob)) {
      world.ask(bob, SetAwayRequest.newBuilder().setAway(true).build());

      assertThat(presences("bob").getFirst().getAvailability())
          .isEqualTo(Availability.AVAILABILITY_AWAY);
    }
  }

  @Test
  @Holds("request.users-max")
  void noMoreThanFiveHundredUsersAreAskedFor() {
    Status failure =
        world.failure(
            alice,
            GetPresenceRequest.newBuilder().addAllUsers(Collections.nCopies(501, "bob")).build());

    assertThat(failure.getMessage()).isEqualTo("users: 501 entries (expected: at most 500)");
  }

  @Test
  void typingIsToldToTheOthersButNotEveryTime() {
    try (Device device = connect(bob)) {
      world.ask(alice, TYPING);
      world.ask(alice, TYPING);
      world.ask(world.account("carol"), TYPING);

      await().until(() -> device.told(Item.Typing.class).size() >= 2);
      assertThat(device.told(Item.Typing.class))
          .extracting(typing -> typing.user().name().toString())
          .containsExactly("alice", "carol");
    }
  }

  @Test
  void aUserWhoMayNotWriteIsNotShownAsTyping() {
    String room = world.room(alice, "news", RoomKind.ROOM_KIND_PUBLIC);

    SendTypingRequest typing = SendTypingRequest.newBuilder().setRoom(room).build();

    Refusal refusal = world.ask(bob, typing, SendTypingResponse.class).getRefusal();

    assertThat(refusal.getReason()).isEqualTo(RefusalReason.REFUSAL_REASON_NOT_A_MEMBER);
    assertThat(refusal.getSentence()).contains("Join it first");
  }

  @Test
  void onesOtherDevicesAreToldUpToWhereOneHasRead() {
    world.send(alice, "lobby", "hello");
    try (Device laptop = connect(bob);
        Device phone = connect(bob)) {
      Caller onPhone = new Caller(bob.identity(), phone.id, ApiWorld.HERE);

      world.ask(onPhone, MarkReadRequest.newBuilder().setRoom("lobby").setSeq(1).build());

      await().until(() -> !laptop.told(Item.MarkerMoved.class).isEmpty());
      assertThat(laptop.told(Item.MarkerMoved.class).getFirst().seq()).isEqualTo(1);
      assertThat(phone.told(Item.MarkerMoved.class)).isEmpty();
    }
  }

  @Test
  void onesOtherDevicesAreToldThatARoomIsHiddenOrShown() {
    String room = world.room(bob, "ops", RoomKind.ROOM_KIND_PRIVATE);
    String direct =
        world
            .ask(bob, Requests.openDirect("alice"), OpenDirectResponse.class)
            .getOpened()
            .getRoomId();
    try (Device laptop = connect(bob);
        Device phone = connect(bob)) {
      Caller onPhone = new Caller(bob.identity(), phone.id, ApiWorld.HERE);

      world.ask(onPhone, SetHiddenRequest.newBuilder().setRoom(room).setHidden(true).build());
      world.ask(onPhone, SetHiddenRequest.newBuilder().setRoom(direct).setHidden(true).build());
      world.ask(onPhone, Requests.openDirect("alice"));

      await().until(() -> laptop.told(Item.Hidden.class).size() == 3);
      assertThat(laptop.told(Item.Hidden.class))
          .containsExactly(
              new Item.Hidden(new RoomId(room), true),
              new Item.Hidden(new RoomId(direct), true),
              new Item.Hidden(new RoomId(direct), false));
      assertThat(phone.told(Item.Hidden.class)).isEmpty();
    }
  }

  @Test
  void aDeviceThatLearnedTheMarkerFromItsReplyIsNotToldAgain() {
    world.send(alice, "lobby", "hello");
    long head = world.send(alice, "lobby", "again");
    try (Device laptop = connect(bob);
        Device phone = connect(bob)) {
      Caller onPhone = new Caller(bob.identity(), phone.id, ApiWorld.HERE);
      // From a third device; the others have not heard of it yet.
      world.store.markers().advance(bob.id(), RoomId.LOBBY, head);

      world.ask(onPhone, MarkReadRequest.newBuilder().setRoom("lobby").setSeq(1).build());
      world.online.tell(bob.id(), new Signal.MarkerMoved(RoomId.LOBBY, 1, head, null));

      await().until(() -> !laptop.told(Item.MarkerMoved.class).isEmpty());
      assertThat(laptop.told(Item.MarkerMoved.class)).hasSize(1);
      phone.awaitTurn();
      assertThat(phone.told(Item.MarkerMoved.class)).isEmpty();
    }
  }

  @Test
  void aMessageToAGuestWhoIsHereIsPassedOn() {
    Caller guest = world.user("guest", UserKind.GUEST);
    try (Device device = connect(guest)) {
      SendDirectMessageResponse response =
          world.ask(
              alice,
              SendDirectMessageRequest.newBuilder().setUser("guest").setText("psst").build(),
              SendDirectMessageResponse.class);

      assertThat(response.hasPassedOn()).isTrue();
      await().until(() -> !device.told(Item.Private.class).isEmpty());
      assertThat(device.told(Item.Private.class).getFirst().text()).isEqualTo("psst");
    }
    assertThat(world.head("lobby")).isZero();
  }

  /// A stream that records everything its user is sent.
  private static final class Device extends TestClient implements AutoCloseable {
    final List<Item> told = new CopyOnWriteArrayList<>();
    final UUID id = UUID.randomUUID();
    private final ExecutorService lane = Executors.newSingleThreadExecutor();
    private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
    private final Session<Object> session;

    Device(ApiWorld world, Caller user) {
      Services services = world.services(world.rates, waiting);
      session = Session.v1(id, new NoRequests<>(), services.lane(lane), services, this);
      lane.execute(() -> session.open(user.identity(), null, FollowWishes.NONE));
    }

    <I extends Item> List<I> told(Class<I> kind) {
      return told.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// Returns when the tasks on the lane have run.
    void awaitTurn() {
      CompletableFuture.runAsync(() -> {}, lane).join();
    }

    @Override
    public void add(Item item) {
      told.add(item);
    }

    @Override
    public boolean offer(List<Item> items) {
      told.addAll(items);
      return true;
    }

    @Override
    public boolean isDrained() {
      return true;
    }

    @Override
    public void close() {
      lane.execute(session::disconnected);
      lane.close();
      waiting.close();
    }
  }
}

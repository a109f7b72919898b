package gochat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.bus.FakeBus;
import gochat.bus.FakeNetwork;
import gochat.bus.FakeNetwork.Faults;
import gochat.cluster.PresenceFrame.OfUser;
import gochat.presence.PresenceTracker;
import gochat.presence.PresenceTracker.Availability;
import gochat.presence.PresenceTracker.Presence;
import gochat.store.Servers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Servers that tell each other of their users, in virtual time.
class PresenceExchangeTest {
  private static final UUID ALICE = new UUID(0, 1);
  private static final UUID BOB = new UUID(0, 2);
  private static final UUID PHONE = new UUID(1, 1);
  private static final UUID LAPTOP = new UUID(1, 2);
  private static final Presence ONLINE = new Presence(Availability.ONLINE, null);
  private static final Presence AWAY = new Presence(Availability.AWAY, null);

  private final FakeNetwork network = new FakeNetwork(new Random(0), Faults.NONE);
  private final List<Server> servers = new ArrayList<>();
  private long nowNanos;

  private final class Server implements Servers {
    UUID id = UUID.randomUUID();
    final FakeBus bus = network.join();
    final PresenceTracker presence = new PresenceTracker(this::nowMs);
    final ClusterMembers members = new ClusterMembers(this);
    final PresenceExchange exchange;

    Server() {
      servers.add(this);
      servers.forEach(each -> each.members.read());
      exchange = new PresenceExchange(bus, presence, members, () -> nowNanos, this::nowMs);
    }

    private long nowMs() {
      return TimeUnit.NANOSECONDS.toMillis(nowNanos);
    }

    Presence of(UUID user) {
      return presence.presence(user);
    }

    @Override
    public List<Running> all() {
      return servers.stream()
          .map(each ->
              new Running(each.id, "", "", Instant.EPOCH, Optional.empty(), false, each == this))
          .toList();
    }

    @Override
    public void serves(String version, String address) {}

    @Override
    public void drains() {}
  }

  /// All servers tell what has changed, and it arrives.
  private void tell() {
    servers.forEach(server -> server.exchange.tellChanges());
    run();
  }

  private void run() {
    while (network.step()) {
      // Each step delivers something.
    }
  }

  private void pass(Duration time) {
    for (long second = 0; second < time.toSeconds(); second++) {
      nowNanos += Duration.ofSeconds(1).toNanos();
      servers.forEach(server -> server.exchange.tick());
      tell();
    }
  }

  private void passSecond() {
    pass(Duration.ofSeconds(1));
  }

  private static Presence offline(long lastSeenMs) {
    return new Presence(Availability.OFFLINE, lastSeenMs);
  }

  @Test
  void aUserHasTheBestPresenceOfAllServers() {
    Server first = new Server();
    Server second = new Server();
    Server third = new Server();
    run();
    first.presence.arrive(ALICE, PHONE, PHONE);
    second.presence.arrive(ALICE, LAPTOP, LAPTOP);
    first.presence.setAway(ALICE, PHONE, true);
    tell();
    assertThat(servers).extracting(server -> server.of(ALICE)).containsOnly(ONLINE);

    second.presence.leave(ALICE, LAPTOP);
    tell();
    assertThat(servers).extracting(server -> server.of(ALICE)).containsOnly(AWAY);

    passSecond();
    first.presence.leave(ALICE, PHONE);
    tell();
    assertThat(servers).extracting(server -> server.of(ALICE)).containsOnly(offline(1_000));
    assertThat(third.of(BOB).lastSeenMs()).isNull();
  }

  @Test
  void aServerThatJoinsLearnsOfAllUsers() {
    Server first = new Server();
    run();
    for (int i = 0; i < 1_000; i++) {
      first.presence.arrive(new UUID(7, i), PHONE, PHONE);
    }
    tell();

    Server second = new Server();
    run();
    passSecond();

    for (int i = 0; i < 1_000; i++) {
      assertThat(second.of(new UUID(7, i))).isEqualTo(ONLINE);
    }
  }

  @Test
  void aLostChangeIsRepeatedWithinHalfAMinute() {
    Server first = new Server();
    Server second = new Server();
    run();
    network.cut(first.bus, second.bus);
    first.presence.arrive(ALICE, PHONE, PHONE);
    tell();
    network.cut(second.bus, first.bus);
    network.mend(first.bus, second.bus);
    tell();
    assertThat(second.of(ALICE)).isEqualTo(new Presence(Availability.OFFLINE, null));

    pass(Duration.ofSeconds(30));
    assertThat(second.of(ALICE)).isEqualTo(ONLINE);
  }

  @Test
  void afterAnInterruptionBothSidesTellAgain() {
    Server first = new Server();
    Server second = new Server();
    run();
    second.bus.disconnect();
    first.presence.arrive(ALICE, PHONE, PHONE);
    second.presence.arrive(BOB, PHONE, PHONE);
    tell();
    second.bus.reconnect();
    run();

    passSecond();
    assertThat(second.of(ALICE)).isEqualTo(ONLINE);
    assertThat(first.of(BOB)).isEqualTo(ONLINE);
  }

  @Test
  void usersStayAsLongAsTheirServerTellsOfThem() {
    Server first = new Server();
    Server second = new Server();
    run();
    first.presence.arrive(ALICE, PHONE, PHONE);
    tell();

    pass(Duration.ofMinutes(10));
    assertThat(second.of(ALICE)).isEqualTo(ONLINE);
  }

  /// A server beside another one, which dies. Alice is there only, Bob at both.
  private Server besideOneThatDies() {
    Server dies = new Server();
    Server stays = new Server();
    run();
    dies.presence.arrive(ALICE, PHONE, PHONE);
    dies.presence.arrive(BOB, PHONE, PHONE);
    stays.presence.arrive(BOB, LAPTOP, LAPTOP);
    tell();
    servers.remove(dies);
    return stays;
  }

  @Test
  void usersOfAServerThatIsFoundDeadAreGone() {
    Server second = besideOneThatDies();
    second.members.read();

    assertThat(second.of(ALICE)).isEqualTo(offline(0));
    assertThat(second.of(BOB)).isEqualTo(ONLINE);
  }

  @Test
  void aServerThatGoesOnAfterItWasFoundDeadTellsOfItsUsersAgain() {
    Server first = new Server();
    Server second = new Server();
    run();
    first.presence.arrive(ALICE, PHONE, PHONE);
    tell();
    first.id = UUID.randomUUID();
    second.members.read();
    assertThat(second.of(ALICE)).isEqualTo(offline(0));

    first.members.read();
    passSecond();
    second.members.read();
    assertThat(second.of(ALICE)).isEqualTo(ONLINE);
  }

  @Test
  void usersOfAServerOfWhichNothingIsHeardAreGoneAfterAWhile() {
    Server second = besideOneThatDies();

    pass(PresenceElsewhere.VALID);
    assertThat(second.of(ALICE)).isEqualTo(ONLINE);
    passSecond();
    assertThat(second.of(ALICE)).isEqualTo(offline(76_000));
    assertThat(second.of(BOB)).isEqualTo(ONLINE);
  }

  @Test
  void usersOfAServerThatStopsAreGoneAtOnce() {
    Server first = new Server();
    Server second = new Server();
    run();
    first.presence.arrive(ALICE, PHONE, PHONE);
    first.presence.arrive(BOB, PHONE, PHONE);
    tell();
    passSecond();
    first.presence.leave(BOB, PHONE);
    nowNanos += Duration.ofSeconds(1).toNanos();

    first.exchange.close();
    run();
    assertThat(second.of(ALICE)).isEqualTo(offline(2_000));
    assertThat(second.of(BOB)).isEqualTo(offline(1_000));
  }

  @Test
  void olderMessagesArePassedOver() {
    Server here = new Server();
    FakeBus there = network.join();
    run();
    UUID server = UUID.randomUUID();
    List<PresenceFrame> frames =
        List.of(
            new PresenceFrame.Told(server, 2, List.of(new OfUser(ALICE, AWAY))),
            new PresenceFrame.Told(server, 1, List.of(new OfUser(ALICE, ONLINE))),
            new PresenceFrame.Told(server, 2, List.of(new OfUser(ALICE, ONLINE))));
    frames.forEach(frame -> there.publish(PresenceExchange.SUBJECT, frame.bytes()));
    run();
    assertThat(here.of(ALICE)).isEqualTo(AWAY);

    there.publish(PresenceExchange.SUBJECT, new PresenceFrame.Ended(server, 3).bytes());
    there.publish(PresenceExchange.SUBJECT, frames.getFirst().bytes());
    run();
    assertThat(here.of(ALICE)).isEqualTo(offline(0));
  }
}

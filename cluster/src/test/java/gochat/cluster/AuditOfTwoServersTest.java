package gochat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.server.V1Client;
import gochat.v1.AdminServiceGrpc;
import gochat.v1.CreateRoomRequest;
import gochat.v1.EnableAccountRequest;
import gochat.v1.Event;
import gochat.v1.FollowFrom;
import gochat.v1.FollowRequest;
import gochat.v1.InviteMemberRequest;
import gochat.v1.MuteMemberRequest;
import gochat.v1.Role;
import gochat.v1.RoomKind;
import gochat.v1.ServerFrame;
import gochat.v1.SetRoleRequest;
import gochat.v1.StreamServiceGrpc;
import gochat.v1.UnmuteMemberRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The audit log of two servers on one database.
class AuditOfTwoServersTest extends TwoWholeServers {
  /// The acts of one administrator at each server.
  private static final int ACTS = 20;

  AuditOfTwoServersTest() {
    super(Map.of());
  }

  @Test
  void entriesThatBothAppendAtOnceAreInOneOrderForAdministratorsOfBoth() throws Exception {
    V1Client here = administrator();
    V1Client there = new V1Client(here.signedIn(), atSecond);
    V1Client _ = V1Client.register(atFirst, "Alice");
    V1Client _ = V1Client.register(atSecond, "Bob");
    // The starts of the servers and the registrations.
    int before = here.history("audit").size();
    Iterator<ServerFrame> streamHere = follow(here);
    Iterator<ServerFrame> streamThere = follow(there);

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> acts =
          List.of(
              threads.submit(() -> act(here, "Alice")), threads.submit(() -> act(there, "Bob")));
      for (Future<?> act : acts) {
        act.get();
      }
    }

    int all = before + 2 * ACTS;
    List<Event> history = here.history("audit");
    assertThat(there.history("audit")).isEqualTo(history);
    assertThat(history.stream().map(Event::getSeq))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, all).boxed().toList());
    assertThat(
            history.stream().skip(before).map(event -> event.getAudited().getAccount().getName()))
        .containsAll(Collections.nCopies(ACTS, "Alice"))
        .filteredOn("Bob"::equals)
        .hasSize(ACTS);
    assertThat(entries(streamHere, all)).isEqualTo(history);
    assertThat(entries(streamThere, all)).isEqualTo(history);
  }

  @Test
  void actsOfModeratorsAtBothHaveTheirEntriesInTheOrderOfTheRoom() throws Exception {
    V1Client root = administrator();
    V1Client alice = V1Client.register(atFirst, "Alice");
    V1Client bob = V1Client.register(atSecond, "Bob");
    V1Client _ = V1Client.register(atFirst, "Carol");
    String room =
        alice
            .rooms()
            .createRoom(
                CreateRoomRequest.newBuilder()
                    .setKind(RoomKind.ROOM_KIND_PRIVATE)
                    .setName("team")
                    .build())
            .getCreated()
            .getRoomId();
    for (String member : List.of("Bob", "Carol")) {
      InviteMemberRequest invited =
          InviteMemberRequest.newBuilder().setRoom(room).setUser(member).build();
      assertThat(alice.rooms().inviteMember(invited).hasInvited()).isTrue();
    }
    SetRoleRequest promoted =
        SetRoleRequest.newBuilder()
            .setRoom(room)
            .setUser("Bob")
            .setRole(Role.ROLE_MODERATOR)
            .build();
    assertThat(alice.rooms().setRole(promoted).hasChanged()).isTrue();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> acts =
          List.of(
              threads.submit(() -> muteAndUnmute(alice, room)),
              threads.submit(() -> muteAndUnmute(bob, room)),
              threads.submit(() -> act(root, "Alice")));
      for (Future<?> act : acts) {
        act.get();
      }
    }

    List<Event> entries = root.history("audit");
    assertThat(new V1Client(root.signedIn(), atSecond).history("audit")).isEqualTo(entries);
    assertThat(entries.stream().map(Event::getSeq))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, entries.size()).boxed().toList());
    List<String> inRoom =
        alice.history(room).stream()
            .filter(event ->
                event.hasMemberMuted() || event.hasMemberUnmuted() || event.hasRoleChanged())
            .map(event ->
                event.getAuthor().getName()
                    + (event.hasMemberMuted()
                        ? " MEMBER_MUTED"
                        : event.hasMemberUnmuted() ? " MEMBER_UNMUTED" : " ROLE_CHANGED"))
            .toList();
    assertThat(inRoom).hasSizeGreaterThan(2);
    assertThat(
            entries.stream()
                .filter(event -> room.equals(event.getAudited().getDetailsOrDefault("room", "")))
                .map(event ->
                    event.getAuthor().getName()
                        + " "
                        + event.getAudited().getAction().name().replace("AUDIT_ACTION_", "")))
        .containsExactlyElementsOf(inRoom);
  }

  private static void muteAndUnmute(V1Client moderator, String room) {
    for (int i = 0; i < ACTS; i++) {
      MuteMemberRequest muted =
          MuteMemberRequest.newBuilder().setRoom(room).setUser("Carol").build();
      assertThat(moderator.rooms().muteMember(muted).hasMuted()).isTrue();
      UnmuteMemberRequest unmuted =
          UnmuteMemberRequest.newBuilder().setRoom(room).setUser("Carol").build();
      assertThat(moderator.rooms().unmuteMember(unmuted).hasUnmuted()).isTrue();
    }
  }

  private static void act(V1Client administrator, String account) {
    for (int i = 0; i < ACTS; i++) {
      assertThat(
              AdminServiceGrpc.newBlockingStub(administrator.asSelf())
                  .enableAccount(EnableAccountRequest.newBuilder().setAccount(account).build())
                  .hasEnabled())
          .isTrue();
    }
  }

  private static Iterator<ServerFrame> follow(V1Client administrator) {
    return StreamServiceGrpc.newBlockingStub(administrator.asSelf())
        .withDeadlineAfter(60, TimeUnit.SECONDS)
        .follow(FollowRequest.newBuilder().setFrom(FollowFrom.FOLLOW_FROM_START).build());
  }

  private static List<Event> entries(Iterator<ServerFrame> stream, int count) {
    List<Event> entries = new ArrayList<>();
    while (entries.size() < count) {
      ServerFrame frame = stream.next();
      if (frame.getEvent().hasAudited()) {
        entries.add(frame.getEvent());
      }
    }
    return entries;
  }
}

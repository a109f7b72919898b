package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import gochat.v1.HistoryEntry;
import gochat.v1.HistoryPage;
import gochat.v1.ListHistoryRequest;
import gochat.v1.ListHistoryResponse;
import gochat.v1.ListMembersRequest;
import gochat.v1.ListPinsRequest;
import gochat.v1.ListRoomsRequest;
import gochat.v1.ListThreadRequest;
import gochat.v1.ListThreadResponse;
import gochat.v1.RoomKind;
import gochat.v1.RoomScope;
import gochat.v1.SendMessageRequest;
import gochat.v1.ThreadPage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Pages of lists, one after the other, by their tokens.
class PageTokenTest {
  private final ApiWorld world = new ApiWorld();
  private final Caller alice = world.account("alice");
  private final String room = world.room(alice, "room", RoomKind.ROOM_KIND_PUBLIC);

  @AfterEach
  void close() {
    world.close();
  }

  private HistoryPage page(String token) {
    return world
        .ask(
            alice,
            ListHistoryRequest.newBuilder()
                .setRoom("#lobby")
                .setPageSize(2)
                .setPageToken(token)
                .build(),
            ListHistoryResponse.class)
        .getPage();
  }

  private static List<Long> seqs(List<HistoryEntry> entries) {
    return entries.stream().map(entry -> entry.getEvent().getSeq()).toList();
  }

  @Test
  void historyIsReadBackwardsAndForwards() {
    for (int i = 1; i <= 5; i++) {
      world.send(alice, "lobby", "m" + i);
    }

    HistoryPage newest = page("");
    HistoryPage middle = page(newest.getEarlierPageToken());
    HistoryPage oldest = page(middle.getEarlierPageToken());

    assertThat(seqs(newest.getEntriesList())).containsExactly(4L, 5L);
    assertThat(newest.getLaterPageToken()).isEmpty();
    assertThat(seqs(middle.getEntriesList())).containsExactly(2L, 3L);
    assertThat(seqs(oldest.getEntriesList())).containsExactly(1L);
    assertThat(oldest.getEarlierPageToken()).isEmpty();
    assertThat(seqs(page(oldest.getLaterPageToken()).getEntriesList())).containsExactly(2L, 3L);
  }

  @Test
  void aPageOutsideOfTheLogHasTheTokenOfTheLogsEnd() {
    world.send(alice, "lobby", "m1");
    HistoryPage past =
        world
            .ask(
                alice,
                ListHistoryRequest.newBuilder().setRoom("#lobby").setAfterSeq(9).build(),
                ListHistoryResponse.class)
            .getPage();

    assertThat(past.getEntriesList()).isEmpty();
    assertThat(past.getLaterPageToken()).isEmpty();
    assertThat(seqs(page(past.getEarlierPageToken()).getEntriesList())).containsExactly(1L);
  }

  @Test
  void aThreadIsReadToItsEnd() {
    long root = world.send(alice, "lobby", "root");
    for (int i = 0; i < 5; i++) {
      world.ask(
          alice,
          SendMessageRequest.newBuilder()
              .setRoom("#lobby")
              .setText("re")
              .setReplyToSeq(root)
              .build());
    }

    List<Long> read = new ArrayList<>();
    String token = "";
    do {
      ThreadPage page =
          world
              .ask(
                  alice,
                  ListThreadRequest.newBuilder()
                      .setRoom("#lobby")
                      .setRootSeq(root)
                      .setPageSize(2)
                      .setPageToken(token)
                      .build(),
                  ListThreadResponse.class)
              .getPage();
      read.addAll(seqs(page.getEntriesList()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());

    assertThat(read).containsExactly(2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void aTokenThatIsNotOfThisListIsRefused() {
    String ofMembers = new PageToken<Long>("members", Long::valueOf).of(1L);
    for (String token : List.of("x", "1", "===", ofMembers)) {
      assertThat(lists(token))
          .allSatisfy(request ->
              assertThat(ApiWorld.field(world.failure(alice, request))).isEqualTo("page_token"));
    }
  }

  private Stream<Message> lists(String token) {
    return Stream.of(
        ListRoomsRequest.newBuilder().setPageToken(token).build(),
        ListRoomsRequest.newBuilder()
            .setScope(RoomScope.ROOM_SCOPE_PUBLIC)
            .setPageToken(token)
            .build(),
        ListMembersRequest.newBuilder().setRoom(room).setPageToken(token).build(),
        ListPinsRequest.newBuilder().setRoom(room).setPageToken(token).build(),
        ListHistoryRequest.newBuilder().setRoom(room).setPageToken(token).build(),
        ListThreadRequest.newBuilder().setRoom(room).setRootSeq(1).setPageToken(token).build());
  }
}

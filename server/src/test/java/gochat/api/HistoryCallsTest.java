package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.rpc.Status;
import gochat.journal.Journal;
import gochat.limit.LimitTable.Holds;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.v1.HistoryEntry;
import gochat.v1.HistoryPage;
import gochat.v1.ListHistoryRequest;
import gochat.v1.ListHistoryResponse;
import gochat.v1.ListThreadRequest;
import gochat.v1.ListThreadResponse;
import gochat.v1.MarkReadRequest;
import gochat.v1.MarkReadResponse;
import gochat.v1.MarkedRead;
import gochat.v1.SendMessageRequest;
import gochat.v1.ThreadPage;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryCallsTest {
  private final ApiWorld world = new ApiWorld();
  private final Caller alice = world.account("alice");

  @AfterEach
  void close() {
    world.close();
  }

  @BeforeEach
  void fillLobby() {
    for (int i = 1; i <= 10; i++) {
      world.send(alice, "lobby", "m" + i);
    }
  }

  private static ListHistoryRequest.Builder lobby() {
    return ListHistoryRequest.newBuilder().setRoom("lobby").setPageSize(3);
  }

  private HistoryPage page(ListHistoryRequest.Builder request) {
    return world.ask(alice, request.build(), ListHistoryResponse.class).getPage();
  }

  private static List<Long> seqs(List<HistoryEntry> entries) {
    return entries.stream().map(entry -> entry.getEvent().getSeq()).toList();
  }

  @Test
  void withoutAnAnchorTheNewestPageComes() {
    HistoryPage page = page(lobby());

    assertThat(seqs(page.getEntriesList())).containsExactly(8L, 9L, 10L);
    assertThat(page.getEarlierPageToken()).isNotEmpty();
    assertThat(page.getLaterPageToken()).isEmpty();
    assertThat(page.getAsOf().getRoom()).isEqualTo("lobby");
    assertThat(page.getAsOf().getSeq()).isEqualTo(10);
    assertThat(page.getAsOf().getEpoch()).isEqualTo(world.store.journal().epoch());
  }

  @Test
  void pagesAreFoundBeforeAndBehindAndAroundASeqAndFromATime() {
    assertThat(seqs(page(lobby().setBeforeSeq(4)).getEntriesList())).containsExactly(1L, 2L, 3L);
    assertThat(seqs(page(lobby().setAfterSeq(4)).getEntriesList())).containsExactly(5L, 6L, 7L);
    assertThat(seqs(page(lobby().setAroundSeq(4)).getEntriesList())).contains(4L).hasSize(3);
    assertThat(seqs(page(lobby().setFromTime(Timestamp.getDefaultInstance())).getEntriesList()))
        .containsExactly(1L, 2L, 3L);
  }

  @ParameterizedTest
  @CsvSource({"-1", "201"})
  @Holds("request.page-entries-max")
  void aPageHasALimit(int size) {
    Status failure = world.failure(alice, lobby().setPageSize(size).build());

    assertThat(failure.getMessage())
        .isEqualTo("page_size: " + size + " (expected: 1..200; 0 takes 50)");
  }

  @Test
  @Holds("request.page-bytes-max")
  void aPageOfLongMessagesHasFewer() {
    RoomEvent posted = new RoomEvent.Posted(alice.author(), 11, null, "x".repeat(60_000));
    world
        .store
        .journal()
        .append(List.of(new Journal.Batch(RoomId.LOBBY, 10, Collections.nCopies(20, posted))));

    HistoryPage page = page(lobby().setPageSize(20));

    assertThat(page.getEntriesList()).hasSize(8);
    assertThat(page.getEarlierPageToken()).isNotEmpty();
  }

  @Test
  void anAnchorThatCanNotBeIsAMistake() {
    assertThat(ApiWorld.field(world.failure(alice, lobby().setBeforeSeq(0).build())))
        .isEqualTo("before_seq");
    assertThat(ApiWorld.field(world.failure(alice, lobby().setAfterSeq(-1).build())))
        .isEqualTo("after_seq");
    assertThat(ApiWorld.field(world.failure(alice, lobby().setAroundSeq(-5).build())))
        .isEqualTo("around_seq");
    assertThat(
            ApiWorld.field(
                world.failure(
                    alice, lobby().setFromTime(Timestamp.newBuilder().setNanos(-1)).build())))
        .isEqualTo("from_time");
    assertThat(
            ApiWorld.field(
                world.failure(
                    alice,
                    lobby()
                        .setFromTime(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE))
                        .build())))
        .isEqualTo("from_time");
  }

  @Test
  void aThreadIsReadFromItsRoot() {
    world.ask(
        alice,
        SendMessageRequest.newBuilder().setRoom("lobby").setText("re").setReplyToSeq(3).build());
    world.ask(
        alice,
        SendMessageRequest.newBuilder()
            .setRoom("lobby")
            .setText("re re")
            .setReplyToSeq(11)
            .build());

    ThreadPage thread =
        world
            .ask(
                alice,
                ListThreadRequest.newBuilder().setRoom("lobby").setRootSeq(3).build(),
                ListThreadResponse.class)
            .getPage();

    assertThat(seqs(thread.getEntriesList())).containsExactly(11L, 12L);
    assertThat(page(lobby().setAroundSeq(3)).getEntriesList())
        .filteredOn(entry -> entry.getEvent().getSeq() == 3)
        .extracting(HistoryEntry::getReplyCount)
        .containsExactly(2);
  }

  private MarkedRead markRead(long seq) {
    return world.ask(alice, markReadRequest(seq), MarkReadResponse.class).getMarked();
  }

  private static MarkReadRequest markReadRequest(long seq) {
    return MarkReadRequest.newBuilder().setRoom("lobby").setSeq(seq).build();
  }

  @Test
  void aMarkerOnlyMovesForward() {
    assertThat(markRead(7).getReadSeq()).isEqualTo(7);
    assertThat(markRead(3).getReadSeq()).isEqualTo(7);
    assertThat(markRead(10).getReadSeq()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({"-1", "11"})
  void aMarkerIsNeverPastTheHead(long seq) {
    Status failure = world.failure(alice, markReadRequest(seq));

    assertThat(ApiWorld.field(failure)).isEqualTo("seq");
    assertThat(failure.getMessage()).startsWith("seq: " + seq + " (expected: 0");
  }
}

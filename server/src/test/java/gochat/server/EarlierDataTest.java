package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.v1.Cursor;
import gochat.v1.Event;
import gochat.v1.Event.PayloadCase;
import gochat.v1.FollowRequest;
import gochat.v1.HistoryEntry;
import gochat.v1.ListHistoryRequest;
import gochat.v1.ListPinsRequest;
import gochat.v1.PinMessageRequest;
import gochat.v1.ServerFrame;
import gochat.v1.UpdateRoomRequest;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Data that an earlier server has written: version 3, before rooms could be hidden and topics were
/// erased. Alice created the room Tea, and disconnected when she had its events up to 6 and the one
/// of `lobby`; then Bob answered her, both changed something, and Bob wrote in `lobby`.
class EarlierDataTest {
  private static final String DATA = "data-of-version-3.db.gz";
  private static final String TEA = "1ea196a6-f8b8-4ef5-8177-2f30775ff0db";

  @TempDir Path directory;

  @SuppressWarnings("NullAway.Init")
  private ChatServer server;

  @SuppressWarnings("NullAway.Init")
  private ManagedChannel channel;

  @SuppressWarnings("NullAway.Init")
  private V1Client alice;

  @BeforeEach
  void startOnEarlierData() throws IOException {
    try (InputStream packed =
        Objects.requireNonNull(EarlierDataTest.class.getResourceAsStream(DATA), DATA)) {
      Files.copy(new GZIPInputStream(packed), directory.resolve("gochat.db"));
    }
    server =
        ChatServer.start(
            ServerFixture.config(directory),
            fatal -> {
              throw new AssertionError(fatal);
            });
    channel = TestClient.channel(server.port());
    alice = V1Client.signIn(channel, "Alice");
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.close();
  }

  @Test
  void clientsResumeFromTheCursorsThatTheyKept() {
    FollowRequest kept =
        FollowRequest.newBuilder()
            .addCursors(cursor("lobby", 1))
            .addCursors(cursor(TEA, 6))
            .build();

    List<ServerFrame> frames = V1Client.untilCaughtUp(alice.follow(kept));

    assertThat(frames).noneMatch(frame -> frame.hasReset() || frame.hasGap());
    List<Event> events =
        frames.stream().filter(ServerFrame::hasEvent).map(ServerFrame::getEvent).toList();
    assertThat(events)
        .filteredOn(event -> event.getRoomId().equals("lobby"))
        .extracting(event -> event.getMessagePosted().getText())
        .containsExactly("bye");
    assertThat(events)
        .filteredOn(event -> event.getRoomId().equals(TEA))
        .satisfies(ofTea -> {
          assertThat(ofTea).extracting(Event::getSeq).containsExactly(7L, 8L, 9L, 10L, 11L, 12L);
          assertThat(ofTea)
              .extracting(Event::getPayloadCase)
              .containsExactly(
                  PayloadCase.MESSAGE_POSTED,
                  PayloadCase.REACTION_REMOVED,
                  PayloadCase.REACTION_ADDED,
                  PayloadCase.MESSAGE_DELETED,
                  PayloadCase.TOPIC_CHANGED,
                  PayloadCase.MEMBER_MUTED);
        });
  }

  private static Cursor cursor(String room, long seq) {
    return Cursor.newBuilder().setRoom(room).setEpoch(1).setSeq(seq).build();
  }

  @Test
  void historyShowsWhatItShowed() {
    List<HistoryEntry> entries = history();

    assertThat(entries)
        .extracting(entry -> entry.getEvent().getSeq())
        .containsExactly(1L, 2L, 3L, 5L, 7L, 11L, 12L);
    HistoryEntry edited = entries.get(2);
    assertThat(edited.getEvent().getMessagePosted().getText()).isEqualTo("one, edited");
    assertThat(edited.getReactionsList())
        .singleElement()
        .returns("🎉", reaction -> reaction.getReaction())
        .returns(1, reaction -> reaction.getCount());
    assertThat(edited.getReplyCount()).isEqualTo(1);
    assertThat(entries.get(3).getEvent().hasRedacted()).isTrue();
  }

  @Test
  void theNextTopicErasesTheOneBefore() {
    alice
        .rooms()
        .updateRoom(UpdateRoomRequest.newBuilder().setRoom(TEA).setTopic("third topic").build());

    assertThat(history())
        .extracting(HistoryEntry::getEvent)
        .filteredOn(event -> event.hasTopicChanged() || event.getRedacted().getWasTopic())
        .extracting(event -> event.getTopicChanged().getTopic())
        .containsExactly("", "third topic");
  }

  @Test
  void messagesFromThenCanBePinned() {
    alice
        .messages()
        .pinMessage(PinMessageRequest.newBuilder().setRoom(TEA).setMessageSeq(3).build());

    assertThat(
            alice
                .messages()
                .listPins(ListPinsRequest.newBuilder().setRoom(TEA).build())
                .getPage()
                .getPinsList())
        .singleElement()
        .returns("one, edited", pin -> pin.getMessage().getEvent().getMessagePosted().getText());
  }

  private List<HistoryEntry> history() {
    return alice
        .messages()
        .listHistory(ListHistoryRequest.newBuilder().setRoom(TEA).build())
        .getPage()
        .getEntriesList();
  }
}

package gochat.backup;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.backup.LaterChange.Action;
import gochat.backup.LaterChange.MemberChanged;
import gochat.backup.LaterChange.MessageDeleted;
import gochat.backup.LaterChange.OtherLog;
import gochat.backup.LaterChange.RestUnreadable;
import gochat.backup.LaterChange.RetentionChanged;
import gochat.backup.LaterChange.TopicReplaced;
import gochat.backup.LaterChange.Unreadable;
import gochat.room.Author;
import gochat.room.Person;
import gochat.room.RetentionRule;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.Standing;
import gochat.server.Stores;
import gochat.store.Store;
import gochat.store.StoreException;
import gochat.store.TestRooms;
import gochat.store.sqlite.RawDatabase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaterChangesTest {
  private static final RoomId OPS = new RoomId("ops");
  private static final Author ALICE = author("Alice");
  private static final Author BOB = author("Bob");
  private static final Person CAROL = author("Carol").person();
  private static final RoomId DIRECT = RoomId.direct(ALICE.user(), BOB.user());

  /// The messages of the copy in `OPS`.
  private static final long FIRST = 2;

  private static final long DELETED_BEFORE = 3;
  private static final long HEAD = 4;

  @TempDir private Path directory;
  private Path data;
  private Path copy;

  private static Author author(String name) {
    return new Author(UUID.randomUUID(), UUID.randomUUID(), name, Standing.ACCOUNT);
  }

  @BeforeEach
  void makeCopy() throws IOException {
    data = Files.createDirectory(directory.resolve("data"));
    copy = Files.createDirectory(directory.resolve("copy"));
    RoomName name = new RoomName("Ops", "ops");
    try (Store store = Stores.data().open(data)) {
      append(
          store,
          OPS,
          new RoomEvent.Created(ALICE, 1_000, RoomKind.PUBLIC, name, "shifts"),
          new RoomEvent.Posted(BOB, 2_000, null, "first"),
          new RoomEvent.Posted(BOB, 3_000, null, "regretted"),
          new RoomEvent.Deleted(BOB, 4_000, DELETED_BEFORE));
      append(store, DIRECT, new RoomEvent.DirectOpened(ALICE, 1_000, BOB.person()));
      append(store, DIRECT, new RoomEvent.Posted(BOB, 2_000, null, "psst"));
      TestRooms.post(store, RoomId.LOBBY, "hello");
      requireNonNull(store.backups()).copyTo(copy, _ -> {});
    }
  }

  private static void append(Store store, RoomId room, RoomEvent... events) {
    for (RoomEvent event : events) {
      TestRooms.append(store, room, event);
    }
  }

  private void later(RoomId room, RoomEvent... events) {
    try (Store store = Stores.data().open(data)) {
      append(store, room, events);
    }
  }

  private List<LaterChange> found() {
    List<LaterChange> found = new ArrayList<>();
    try (Store older = Stores.data().openToVerify(copy);
        Store newer = Stores.data().openToVerify(data)) {
      new LaterChanges(older, newer, found::add).find();
    }
    return found;
  }

  private static MemberChanged changed(long second, Action action) {
    return new MemberChanged("#Ops", Instant.ofEpochSecond(second), "Alice", action, "Carol");
  }

  @Test
  void bansAndChangesOfRightsAreFoundInTheirOrder() {
    later(
        OPS,
        new RoomEvent.Joined(ALICE, 5_000, CAROL, Role.MEMBER),
        new RoomEvent.RoleChanged(ALICE, 6_000, CAROL, Role.MODERATOR),
        new RoomEvent.RoleChanged(ALICE, 7_000, CAROL, Role.MEMBER),
        new RoomEvent.Muted(ALICE, 8_000, CAROL),
        new RoomEvent.Unmuted(ALICE, 9_000, CAROL),
        new RoomEvent.Kicked(ALICE, 10_000, CAROL),
        new RoomEvent.Banned(ALICE, 11_000, CAROL, null),
        new RoomEvent.Unbanned(Author.NONE, 12_000, CAROL));

    assertThat(found())
        .containsExactly(
            changed(6, Action.MAKE_MODERATOR),
            changed(7, Action.MAKE_MEMBER),
            changed(8, Action.MUTE),
            changed(9, Action.UNMUTE),
            changed(10, Action.KICK),
            changed(11, Action.BAN),
            new MemberChanged(
                "#Ops", Instant.ofEpochSecond(12), "the server", Action.UNBAN, "Carol"));
  }

  @Test
  void deletionsOfMessagesThatTheCopyHasAreFound() {
    later(
        OPS,
        new RoomEvent.Posted(BOB, 5_000, null, "only in the newer log"),
        new RoomEvent.Deleted(BOB, 6_000, HEAD + 1),
        new RoomEvent.Deleted(ALICE, 7_000, FIRST),
        new RoomEvent.TopicChanged(ALICE, 8_000, "holidays"));
    later(DIRECT, new RoomEvent.Deleted(BOB, 9_000, 2));

    assertThat(found())
        .containsExactlyInAnyOrder(
            new MessageDeleted(
                "#Ops", Instant.ofEpochSecond(7), "Alice", "Bob", Instant.ofEpochSecond(2)),
            new TopicReplaced("#Ops", Instant.ofEpochSecond(8), "Alice"),
            new MessageDeleted(
                "@Alice@Bob", Instant.ofEpochSecond(9), "Bob", "Bob", Instant.ofEpochSecond(2)));
  }

  @Test
  void aLimitOfTheOwnersIsFound() {
    RetentionRule rule = new RetentionRule(86_400_000, 500);
    later(OPS, new RoomEvent.RetentionChanged(ALICE, 5_000, rule));

    assertThat(found())
        .containsExactly(new RetentionChanged("#Ops", Instant.ofEpochSecond(5), "Alice", rule));
  }

  @Test
  void theDeletionOfAMessageThatTheCopyDoesNotKeepIsNotNamed() throws Exception {
    RawDatabase.change(copy.resolve("gochat.db"), "DELETE FROM event WHERE text = 'first'");
    later(OPS, new RoomEvent.Deleted(ALICE, 5_000, FIRST));

    assertThat(found()).isEmpty();
  }

  @Test
  void withoutLaterChangesNothingIsFoundAndBothStayAsTheyAre() throws IOException {
    later(OPS, new RoomEvent.Posted(BOB, 5_000, null, "a message"));
    byte[] before = Files.readAllBytes(data.resolve("gochat.db"));

    assertThat(found()).isEmpty();

    assertThat(data.resolve("gochat.db")).hasBinaryContent(before);
  }

  @Test
  void damagedEventsArePassedOverAndNamed() throws Exception {
    later(
        OPS,
        new RoomEvent.Muted(ALICE, 5_000, CAROL),
        new RoomEvent.Posted(BOB, 6_000, null, "damaged"),
        new RoomEvent.Banned(ALICE, 7_000, CAROL, null));
    RawDatabase.change(
        data.resolve("gochat.db"), "UPDATE event SET text = 'demaged' WHERE text = 'damaged'");

    assertThat(found())
        .containsExactly(
            changed(5, Action.MUTE),
            new Unreadable("#Ops", HEAD + 2, HEAD + 2),
            changed(7, Action.BAN));
  }

  @Test
  void whereTheFileIsDamagedTheRestIsSaidToBeUnreadable() throws IOException {
    String longText = "x".repeat(60_000);
    later(OPS, new RoomEvent.Banned(ALICE, 5_000, CAROL, null));
    for (int i = 0; i < 10; i++) {
      later(OPS, new RoomEvent.Posted(BOB, 6_000, null, longText));
    }
    try (FileChannel file = FileChannel.open(data.resolve("gochat.db"), StandardOpenOption.WRITE)) {
      int damaged = (int) file.size() / 2;
      file.write(ByteBuffer.allocate(damaged), file.size() - damaged);
    }

    assertThat(found())
        .contains(changed(5, Action.BAN))
        .anyMatch(each -> each instanceof RestUnreadable(String room, _, _) && room.equals("#Ops"));
  }

  @Test
  void missingEventsAreNamed() throws Exception {
    later(
        OPS,
        new RoomEvent.Posted(BOB, 5_000, null, "gone"),
        new RoomEvent.Banned(ALICE, 6_000, CAROL, null));
    RawDatabase.change(data.resolve("gochat.db"), "DELETE FROM event WHERE text = 'gone'");

    assertThat(found())
        .containsExactly(new Unreadable("#Ops", HEAD + 1, HEAD + 1), changed(6, Action.BAN));
  }

  @Test
  void anOlderLogAndOneOfAnotherRoomAreNotCompared() throws IOException {
    Path other = Files.createDirectory(directory.resolve("other"));
    try (Store store = Stores.data().open(other)) {
      TestRooms.append(store, RoomId.LOBBY, new RoomEvent.Posted(BOB, 9, null, "another hello"));
    }
    data = other;

    assertThat(found())
        .containsExactlyInAnyOrder(
            new OtherLog("lobby"), new OtherLog("#Ops"), new OtherLog("@Alice@Bob"));
  }

  @Test
  void whatCanNotBeReadAtAllIsRefused() throws IOException {
    Files.writeString(
        Files.createDirectory(directory.resolve("no data")).resolve("gochat.db"), "x");

    assertThatThrownBy(() -> Stores.data().openToVerify(directory.resolve("no data")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("gochat.db");
  }
}

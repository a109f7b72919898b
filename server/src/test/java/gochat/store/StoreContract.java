package gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.History;
import gochat.journal.Journal;
import gochat.journal.Journal.AppendResult;
import gochat.journal.Journal.Batch;
import gochat.journal.ReadMarkers;
import gochat.journal.RoomDirectory;
import gochat.journal.TestJournal;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.RoomSnapshot;
import gochat.room.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The contract of [Store]: the contracts of all its ports. The test of a backend extends this
/// class and says how to make a store.
public abstract class StoreContract {
  /// An empty store.
  protected abstract Store create();

  /// Closes `store`.
  ///
  /// @return the store as a later run of the server finds it; a store that survives nothing is not
  ///   closed, and returns itself
  protected Store reopen(Store store) {
    return store;
  }

  @Nested
  class Logs extends JournalContract {
    Logs() {
      super(StoreContract.this);
    }
  }

  @Nested
  class RoomLogs extends RoomLogContract {
    RoomLogs() {
      super(StoreContract.this);
    }
  }

  @Nested
  class LookUps extends LookUpContract {
    LookUps() {
      super(StoreContract.this);
    }
  }

  @Nested
  class Histories extends HistoryContract {
    Histories() {
      super(StoreContract.this);
    }
  }

  @Nested
  class Directories extends RoomDirectoryContract {
    Directories() {
      super(StoreContract.this);
    }
  }

  @Nested
  class Hidden extends HiddenRoomsContract {
    Hidden() {
      super(StoreContract.this);
    }
  }

  @Nested
  class Markers extends ReadMarkersContract {
    Markers() {
      super(StoreContract.this);
    }
  }

  @Nested
  class Retentions extends RetentionContract {
    Retentions() {
      super(StoreContract.this);
    }
  }

  @Nested
  class Transfers extends StoredLogsContract {
    Transfers() {
      super(StoreContract.this);
    }
  }

  @Nested
  class NameErasures extends NameErasureContract {
    NameErasures() {
      super(StoreContract.this);
    }
  }

  @Nested
  class People extends AccountsContract {
    People() {
      super(StoreContract.this);
    }
  }

  @Nested
  class AccountStates extends AccountStatesContract {
    AccountStates() {
      super(StoreContract.this);
    }
  }

  @Nested
  class GuestUpgrades extends GuestUpgradesContract {
    GuestUpgrades() {
      super(StoreContract.this);
    }
  }

  @Nested
  class Invited extends InvitationsContract {
    Invited() {
      super(StoreContract.this);
    }
  }

  @Nested
  class Private extends PrivacyContract {
    Private() {
      super(StoreContract.this);
    }
  }

  @Nested
  class Reported extends ReportsContract {
    Reported() {
      super(StoreContract.this);
    }
  }

  @Nested
  class Verifications extends VerificationContract {
    Verifications() {
      super(StoreContract.this);
    }
  }

  @Nested
  class Condition extends PortContract {
    Condition() {
      super(StoreContract.this);
    }

    @Test
    void aStoreTakesWrites() {
      assertThat(store().status().writing()).isEqualTo(StoreStatus.Writing.POSSIBLE);
      store().status().bytes().ifPresent(bytes -> assertThat(bytes).isPositive());
      store().status().freeBytes().ifPresent(bytes -> assertThat(bytes).isPositive());
    }
  }

  @Nested
  class RandomWalks extends RandomWalkContract {
    RandomWalks() {
      super(StoreContract.this);
    }
  }

  /// The base of the contracts of the ports: an empty store and some users.
  abstract static class PortContract {
    static final RoomId LOBBY = RoomId.LOBBY;
    static final RoomId ROOM = new RoomId("room");
    static final RoomId OTHER = new RoomId("other");
    static final int NO_LIMIT = Integer.MAX_VALUE;
    static final long AT = 1_790_000_000_000L;

    static final Author ALICE = author("Alice", Standing.ACCOUNT);
    static final Author BOB = author("Bob", Standing.ADMINISTRATOR);
    static final Author CAROL = author("Carol", Standing.GUEST);

    private final StoreContract backend;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Store store;

    PortContract(StoreContract backend) {
      this.backend = backend;
    }

    @BeforeEach
    void create() {
      store = backend.create();
    }

    /// Whatever a test has written, its rows are intact.
    @AfterEach
    void close() {
      List<Defect> defects = new ArrayList<>();
      store.verification().checkRows(() -> {}, defects::add);
      store.close();
      assertThat(defects).isEmpty();
    }

    final void reopen() {
      store = backend.reopen(store);
    }

    final Store store() {
      return store;
    }

    final Journal journal() {
      return store.journal();
    }

    final History history() {
      return store.history();
    }

    final RoomDirectory rooms() {
      return store.rooms();
    }

    final ReadMarkers markers() {
      return store.markers();
    }

    /// Appends behind the head.
    ///
    /// @return the seq of the last event
    final long append(RoomId room, RoomEvent... events) {
      long head = journal().head(room);
      assertThat(journal().append(List.of(new Batch(room, head, List.of(events)))))
          .isEqualTo(new AppendResult.Stored());
      return head + events.length;
    }

    final RoomSnapshot load(RoomId room) {
      return TestJournal.load(journal(), room);
    }

    final List<Known> lookUp(RoomId room, List<Command> commands) {
      return TestJournal.lookUp(journal(), room, commands);
    }

    final List<LogEntry> readAll(RoomId room) {
      return journal().read(room, 0, NO_LIMIT, NO_LIMIT);
    }

    static RoomEvent.Posted post(Author author, String text) {
      return post(author, null, text);
    }

    static RoomEvent.Posted post(Author author, @Nullable UUID messageId, String text) {
      return new RoomEvent.Posted(author, AT, messageId, text);
    }

    static RoomEvent.Posted mentioning(Author author, String text, Author... mentioned) {
      return new RoomEvent.Posted(author, AT, null, text, 0, 0, users(mentioned));
    }

    /// A reply to the message with which a thread began.
    static RoomEvent.Posted reply(Author author, String text, long root) {
      return new RoomEvent.Posted(author, AT, null, text, root, root, List.of());
    }

    static RoomEvent.Edited edit(Author author, long message, String text, Author... mentioned) {
      return new RoomEvent.Edited(author, AT + 1, message, text, users(mentioned));
    }

    static RoomEvent.Deleted delete(Author author, long message) {
      return new RoomEvent.Deleted(author, AT + 2, message);
    }

    static RoomEvent.ReactionAdded react(Author author, long message, String reaction) {
      return new RoomEvent.ReactionAdded(author, AT + 3, message, reaction);
    }

    static RoomEvent.ReactionRemoved unreact(Author author, long message, String reaction) {
      return new RoomEvent.ReactionRemoved(author, AT + 4, message, reaction);
    }

    static RoomEvent.Pinned pin(Author author, long message) {
      return new RoomEvent.Pinned(author, AT + 5, message);
    }

    static RoomEvent.Unpinned unpin(Author author, long message) {
      return new RoomEvent.Unpinned(author, AT + 6, message);
    }

    static RoomEvent.Created created(Author author, RoomKind kind, String name) {
      return new RoomEvent.Created(author, AT, kind, name(name), "about " + name);
    }

    static RoomName name(String shown) {
      return new RoomName(shown, shown.toLowerCase(Locale.ROOT));
    }

    private static List<UUID> users(Author... authors) {
      return List.of(authors).stream().map(Author::user).toList();
    }

    private static Author author(String name, Standing standing) {
      return new Author(UUID.randomUUID(), UUID.randomUUID(), name, standing);
    }
  }
}

package gochat.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.room.RoomId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NotesTest {
  private static final UUID FIRST = UUID.randomUUID();
  private static final UUID SECOND = UUID.randomUUID();

  @SuppressWarnings("NullAway.Init") // set before each test
  private TestDatabase database;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Notes notes;

  @BeforeEach
  void open() throws SQLException {
    database = TestDatabase.blank();
    database.open().close();
    notes = Notes.open(database.config());
  }

  @AfterEach
  void close() {
    notes.close();
  }

  @Test
  void aNoteComesOnce() throws SQLException {
    try (Connection connection = database.connect()) {
      note(connection, FIRST);
    }

    assertThat(notes.next()).containsExactly(new Note.TokenEnded(FIRST));
    assertThat(notes.next()).isEmpty();
  }

  @Test
  void aNoteThatIsCommittedLateIsNotSkipped() throws SQLException {
    try (Connection slow = database.connect();
        Connection fast = database.connect()) {
      slow.setAutoCommit(false);
      note(slow, FIRST);
      note(fast, SECOND);
      assertThat(notes.next()).isEmpty();

      slow.commit();
      assertThat(notes.next())
          .containsExactly(new Note.TokenEnded(FIRST), new Note.TokenEnded(SECOND));
    }
  }

  @Test
  void aDatabaseThatHasLostItsNewestTransactionsIsReadFromItsBeginning() throws SQLException {
    try (Connection connection = database.connect();
        Notes ahead = Notes.from(database.config(), "1000000000")) {
      note(connection, FIRST);

      assertThat(ahead.next()).containsExactly(new Note.TokenEnded(FIRST));
      assertThat(ahead.next()).isEmpty();
    }
  }

  @Test
  void aMembershipHasItsRoomAndItsSeq() throws SQLException {
    try (Connection connection = database.connect()) {
      new Sql(connection)
          .run(
              "INSERT INTO note (kind, user_id, room, seq) VALUES (1, ?, 'tea', 7), (2, ?, 'tea', 8)",
              FIRST,
              FIRST);
    }

    RoomId tea = new RoomId("tea");
    assertThat(notes.next())
        .containsExactly(new Note.Arrived(FIRST, tea, 7), new Note.Departed(FIRST, tea, 8));
  }

  @Test
  void oldNotesAreRemoved() throws SQLException {
    try (Connection connection = database.connect()) {
      Sql sql = new Sql(connection);
      note(connection, FIRST);
      note(connection, SECOND);
      sql.run("UPDATE note SET at = at - interval '11 minutes' WHERE token = ?", FIRST);

      notes.removeOld();

      assertThat(sql.all(row -> row.getString(1), "SELECT token::text FROM note"))
          .containsExactly(SECOND.toString());
    }
  }

  private static void note(Connection connection, UUID token) throws SQLException {
    new Sql(connection).run("INSERT INTO note (kind, token) VALUES (3, ?)", token);
  }
}

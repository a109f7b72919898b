package gochat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.JournalException;
import gochat.journal.TestJournal;
import gochat.peer.PeerNews;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.store.postgres.Notes;
import gochat.store.postgres.TestDatabase;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoteHearingTest {
  private final List<String> heard = new ArrayList<>();

  private final PeerNews news =
      (PeerNews)
          Proxy.newProxyInstance(
              PeerNews.class.getClassLoader(),
              new Class<?>[] {PeerNews.class},
              (_, method, _) -> {
                heard.add(method.getName());
                return null;
              });

  /// Fails at its first read.
  private final TestJournal journal =
      new TestJournal() {
        private boolean hasFailed;

        @Override
        public List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax) {
          if (!hasFailed) {
            hasFailed = true;
            throw new JournalException("read", new IllegalStateException("planned"));
          }
          return super.read(room, after, entriesMax, bytesMax);
        }
      };

  @Test
  void notesBehindOneThatCannotBeToldNowAreToldTheNextTime() throws Exception {
    TestDatabase database = TestDatabase.blank();
    database.openTimed(System::nanoTime).close();
    try (Notes notes = Notes.open(database.config());
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO note (kind, user_id, room, seq) VALUES (2, gen_random_uuid(), 'tea', 8);"
              + " INSERT INTO note (kind, token) VALUES (3, gen_random_uuid())");
      NoteHearing hearing = new NoteHearing(notes, journal, news);

      hearing.read();
      assertThat(heard).isEmpty();
      hearing.read();

      assertThat(heard).containsExactly("tokenEnded");
    }
  }
}

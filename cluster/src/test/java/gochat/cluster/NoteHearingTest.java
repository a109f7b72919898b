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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
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

  private final Queue<JournalException> failures = new ArrayDeque<>();

  private final TestJournal journal =
      new TestJournal() {
        @Override
        public List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax) {
          JournalException failure = failures.poll();
          if (failure != null) {
            throw failure;
          }
          return super.read(room, after, entriesMax, bytesMax);
        }
      };

  @Test
  void notesBehindOneThatCannotBeToldNowAreToldTheNextTime() throws Exception {
    failures.add(new JournalException("read", new IllegalStateException("planned")));
    hearOfDepartureAndToken(hearing -> {
      hearing.read();
      assertThat(heard).isEmpty();
      hearing.read();
    });
  }

  @Test
  void notesBehindOneWhoseEventIsDamagedAreTold() throws Exception {
    failures.add(JournalException.damaged("read", new IllegalStateException("planned"), 8));
    hearOfDepartureAndToken(NoteHearing::read);
  }

  private void hearOfDepartureAndToken(Consumer<NoteHearing> reading) throws Exception {
    TestDatabase database = TestDatabase.blank();
    database.openTimed(System::nanoTime).close();
    try (Notes notes = Notes.open(database.config());
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO note (kind, user_id, room, seq) VALUES (2, gen_random_uuid(), 'tea', 8);"
              + " INSERT INTO note (kind, token) VALUES (3, gen_random_uuid())");
      reading.accept(new NoteHearing(notes, journal, news));

      assertThat(heard).containsExactly("tokenEnded");
    }
  }
}

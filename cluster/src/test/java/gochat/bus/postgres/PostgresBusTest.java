package gochat.bus.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.bus.Answer;
import gochat.bus.Bus;
import gochat.bus.BusException;
import gochat.bus.EngineContract;
import gochat.bus.Signals;
import gochat.bus.Subject;
import gochat.bus.link.Numbering;
import gochat.store.StoreLocation;
import gochat.store.postgres.Connections;
import gochat.store.postgres.PostgresConfig;
import gochat.store.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

class PostgresBusTest extends EngineContract {
  private static final String OF_THE_BUS =
      " FROM pg_stat_activity WHERE application_name = 'gochat bus'"
          + " AND datname = current_database()";

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static TestDatabase database;

  @BeforeAll
  static void createDatabase() throws SQLException {
    database = TestDatabase.blank();
  }

  @Override
  protected Bus open() {
    return PostgresBus.open(database.config());
  }

  @Override
  protected void breakConnections() {
    query("SELECT pg_terminate_backend(pid)" + OF_THE_BUS);
  }

  private static List<String> query(String sql) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> first = new ArrayList<>();
      while (rows.next()) {
        first.add(rows.getString(1));
      }
      return first;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /// As in a network that loses all packets.
  @ParameterizedTest(name = "the session that {0}")
  @ValueSource(strings = {"LISTEN", "SELECT pg_notify"})
  void aSessionThatNoLongerAnswersIsReplacedWithinSeconds(String last) {
    Bus a = join();
    List<String> heard = hear(a, ROOM);
    String ofSession = "SELECT pid" + OF_THE_BUS + " AND query LIKE '" + last + "%'";
    until(() -> query(ofSession).size() == 1);
    long pid = Long.parseLong(query(ofSession).getFirst());

    Signals.send("STOP", pid);
    try {
      long start = System.nanoTime();
      until(() -> a.status().interruptions() > 0);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      publish(join(), ROOM, "hello");
      until(() -> !heard.isEmpty());
    } finally {
      Signals.send("CONT", pid);
    }
  }

  /// PostgreSQL keeps notifications for a session until its transaction ends.
  @Test
  void noSessionIsWithinATransaction() {
    Bus a = join();
    List<String> heard = hear(join(), ROOM);

    publish(a, ROOM, "hello");

    until(() -> !heard.isEmpty());
    until(() -> query("SELECT pid" + OF_THE_BUS + " AND state <> 'idle'").isEmpty());
    until(() -> query("SELECT pid" + OF_THE_BUS).size() == 4);
  }

  /// PostgreSQL would keep all for it, and refuse notifications when the queue is full.
  @Test
  void aSessionThatNoLongerReadsIsEnded() throws SQLException {
    Bus a = join();
    try (Connection paused = new Connections(database.config()).forBus();
        Statement listen = paused.createStatement()) {
      listen.execute("LISTEN gochat");
      int pid = paused.unwrap(PGConnection.class).getBackendPID();

      until(() -> {
        a.publish(ROOM, new byte[200_000]);
        return query("SELECT pid" + OF_THE_BUS + " AND pid = " + pid).isEmpty();
      });
    }
    until(() -> query("SELECT pg_notification_queue_usage()").equals(List.of("0")));
  }

  /// With its own question this node gets all beats that came before it.
  @Test
  void nobodyIsNotSaidBeforeANodeThatHasJustSubscribedCouldAnswer() {
    Bus a = join();
    for (int i = 0; i < 20; i++) {
      Subject subject = new Subject("u." + i);
      Bus b = open();
      confirmed(b.subscribe(subject, (question, reply) -> reply.send(question)));

      Answer answer = ask(a, subject, new byte[] {1}, Duration.ofSeconds(10));

      assertThat(answer).isInstanceOf(Answer.Replied.class);
      b.close();
    }
  }

  @Test
  void aNodeThatIsGoneWithoutAWordIsWaitedForAndThenForgotten() {
    Bus a = join();
    List<String> heard = hear(a, ROOM);
    Bus b = join();
    String beat = new BatchWriter(new Numbering()).write(List.of()).getFirst();
    query("SELECT pg_notify('gochat', '" + beat + "')");
    publish(b, ROOM, "behind it");
    until(() -> !heard.isEmpty());

    Subject subject = new Subject("u.1");
    Duration within = Duration.ofMillis(200);
    assertThat(ask(a, subject, new byte[0], within)).isEqualTo(new Answer.Silence());
    until(() -> ask(a, subject, new byte[0], within) instanceof Answer.Nobody);
  }

  @Test
  void aBatchThatComesAfterALaterOneOfItsNodeIsPassedOver() {
    List<String> heard = hear(join(), ROOM);
    BatchWriter other = new BatchWriter(new Numbering());
    String late = batch(other, "late");
    String next = batch(other, "next");

    for (String payload : List.of(next, late, next, batch(other, "last"))) {
      query("SELECT pg_notify('gochat', '" + payload + "')");
    }

    until(() -> heard.contains("last"));
    assertThat(heard).containsExactly("next", "last");
  }

  private static String batch(BatchWriter writer, String text) {
    return writer.write(List.of(new Frame.Published(ROOM, text.getBytes(UTF_8)))).getFirst();
  }

  @Test
  void notificationsOfOthersOnTheChannelAreIgnored() {
    Bus a = join();
    List<String> heard = hear(a, ROOM);

    query("SELECT pg_notify('gochat', 'hello')");
    query("SELECT pg_notify('gochat', '')");
    query("SELECT pg_notify('gochat', 'AAAA')");
    publish(join(), ROOM, "hello");

    until(() -> !heard.isEmpty());
    assertThat(a.status().interruptions()).isZero();
  }

  @Test
  void aDatabaseThatCantBeReachedIsASentence() {
    PostgresConfig nowhere =
        PostgresConfig.of(new StoreLocation("postgresql://x@127.0.0.1:1/none", null, false));

    assertThatThrownBy(() -> PostgresBus.open(nowhere))
        .isInstanceOf(BusException.class)
        .hasMessageStartingWith(
            "the bus postgresql://x@127.0.0.1:1/none can't be used: PostgreSQL: ");
  }

  @Test
  void onlyTheHeadsOfRoomsTravel() {
    assertThat(join().carriesEvents()).isFalse();
  }
}

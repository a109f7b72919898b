package gochat.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.SilentServer;
import gochat.server.ChatServer;
import gochat.server.Setting;
import gochat.server.V1Client;
import gochat.store.postgres.TestDatabase;
import gochat.store.postgres.TestServer;
import gochat.v1.RefusalReason;
import gochat.v1.SendDirectMessageRequest;
import gochat.v1.SendDirectMessageResponse;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Private messages between users of two servers on one database. Each test has users of its own.
@ExtendWith(SilentServer.class)
@SuppressWarnings("NullAway.Init") // set before all tests
abstract class PrivateMessagesContract extends OpenParts {
  /// The settings of the bus of both.
  abstract Map<Setting, String> bus() throws IOException;

  private Path directory;
  private TestDatabase database;
  private ChatServer first;
  private ChatServer second;
  private ManagedChannel firstChannel;
  private ManagedChannel secondChannel;
  private final List<SeedUser> users = new ArrayList<>();

  @BeforeAll
  void start(@TempDir Path all) throws IOException, SQLException {
    directory = all;
    database = TestDatabase.blank();
    first = opened(server("first"));
    second = opened(server("second"));
    firstChannel = connect(first);
    secondChannel = connect(second);
  }

  private ManagedChannel connect(ChatServer server) {
    ManagedChannel channel = TestServer.connect(server);
    var _ = opened(channel::shutdownNow);
    return channel;
  }

  private ChatServer server(String name) throws IOException {
    return TestServer.start(directory.resolve(name), database.location(), bus());
  }

  @AfterEach
  void leave() {
    users.forEach(SeedUser::close);
    users.clear();
  }

  private SeedUser user(ChatServer server, String name) {
    return added(SeedUser.join(server, name));
  }

  private SeedUser user(ChatServer server, V1Client account) {
    return added(SeedUser.join(server, account));
  }

  private SeedUser added(SeedUser user) {
    users.add(user);
    return user;
  }

  /// Waits until the servers know of these users, who say so in the lobby.
  private static void meet(SeedUser reader, String name, SeedUser... arrived) {
    for (SeedUser user : arrived) {
      user.say("here");
    }
    await().until(() -> reader.textsOf(name).size() >= arrived.length);
  }

  @Test
  void aSendersMessagesToAllAndToOneUserComeInTheirOrder() {
    SeedUser gus = user(first, "Gus");
    SeedUser bob = user(second, "Bob");
    meet(gus, "Bob", bob);

    List<String> sent = alternate(gus, "Bob");

    await().until(() -> bob.textsOf("Gus").size() >= sent.size());
    assertThat(bob.textsOf("Gus")).isEqualTo(sent);
    assertThat(gus.textsOf("server")).isEmpty();
  }

  /// Sends messages to all users and to one, each of which could overtake the one before.
  private static List<String> alternate(SeedUser from, String to) {
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String toAll = "to all " + i;
      String toOne = "to " + to + " " + i;
      from.say(toAll);
      from.tell(to, toOne);
      sent.add(toAll);
      sent.add(toOne);
    }
    return sent;
  }

  @Test
  void aReceiverGetsThemInOrderAtBothServers() {
    V1Client dora = V1Client.register(firstChannel, "Dora");
    SeedUser here = user(first, dora);
    SeedUser there = user(second, dora);
    SeedUser gina = user(first, "Gina");
    meet(gina, "Dora", here, there);

    List<String> sent = alternate(gina, "Dora");

    for (SeedUser stream : List.of(here, there)) {
      await().until(() -> stream.textsOf("Gina").size() >= sent.size());
      assertThat(stream.textsOf("Gina")).isEqualTo(sent);
    }
    assertThat(gina.textsOf("server")).isEmpty();
  }

  @Test
  void aCallPassesOneOnByNameAndById() {
    SeedUser max = user(second, "Max");
    V1Client guest = V1Client.guest(firstChannel, "Greta");
    V1Client account = V1Client.register(firstChannel, "Anna");
    SeedUser reader = user(first, "Rita");
    meet(reader, "Max", max);

    assertThat(send(account, "max", "by name").hasPassedOn()).isTrue();
    assertThat(send(guest, "Max", "from a guest").hasPassedOn()).isTrue();

    await().until(() -> max.textsOf("Greta").size() == 1);
    assertThat(max.textsOf("Anna")).containsExactly("by name");
    assertThat(max.textsOf("Greta")).containsExactly("from a guest");
  }

  private static SendDirectMessageResponse send(V1Client from, String to, String text) {
    return from.messages()
        .sendDirectMessage(SendDirectMessageRequest.newBuilder().setUser(to).setText(text).build());
  }

  @Test
  void theSenderIsToldThatNobodyIsThere() {
    SeedUser nora = user(first, "Nora");
    V1Client away = V1Client.guest(secondChannel, "Away");
    V1Client account = V1Client.register(firstChannel, "Nick");

    nora.tell("Nowhere", "hello?");

    await()
        .untilAsserted(() ->
            assertThat(nora.textsOf("server"))
                .containsExactly(
                    "\"Nowhere\" is not online; your message has not been delivered."));
    assertThat(send(account, away.signedIn().getUser().getId(), "hello?").getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_NOT_ONLINE);
  }

  @Test
  void theSenderIsToldThatTheServerOfItsReceiverHasEnded() throws IOException {
    SeedUser vera = user(first, "Vera");
    try (ChatServer third = server("third")) {
      SeedUser theo = user(third, "Theo");
      meet(vera, "Theo", theo);
      vera.tell("Theo", "hello");
      await().until(() -> theo.textsOf("Vera").contains("hello"));
    }

    vera.tell("Theo", "hello?");

    await()
        .untilAsserted(() ->
            assertThat(vera.textsOf("server"))
                .containsExactly("\"Theo\" is not online; your message has not been delivered."));
  }

  @Test
  void aStoredOneIsShownOnceToStreamsOfTheFirstContractAtBothServers() {
    V1Client alice = V1Client.register(firstChannel, "Alice");
    V1Client emma = V1Client.register(secondChannel, "Emma");
    SeedUser here = user(first, emma);
    SeedUser there = user(second, emma);
    SeedUser reader = user(first, "Rosa");
    meet(reader, "Emma", here, there);

    for (int i = 0; i < 5; i++) {
      assertThat(send(alice, "Emma", "message " + i).hasSent()).isTrue();
    }

    List<String> all = List.of("message 0", "message 1", "message 2", "message 3", "message 4");
    for (SeedUser stream : List.of(here, there)) {
      await().until(() -> stream.textsOf("Alice").size() >= all.size());
      assertThat(stream.textsOf("Alice")).isEqualTo(all);
    }
  }
}

package gochat.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gochat.journal.Journal.AppendResult;
import gochat.journal.Journal.Batch;
import gochat.ops.ExitCode;
import gochat.room.Author;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.server.AdminRun;
import gochat.server.AdminRun.Result;
import gochat.server.ChatServer;
import gochat.server.Config;
import gochat.server.ServerProgram;
import gochat.server.Setting;
import gochat.server.Stores;
import gochat.server.V1Client;
import gochat.store.DataDirectory;
import gochat.store.Durability;
import gochat.store.Store;
import gochat.store.StoreException;
import gochat.v1.ListHistoryRequest;
import gochat.v1.SignedIn;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bin/server transfer` moves a server to PostgreSQL and back.
class TransferToPostgresTest {
  private static final int EVENTS = 20_000;
  private static final int BATCH = 1_000;
  private static final Author ALICE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);

  @TempDir private Path parent;

  @Test
  void usersStaySignedInAndFindTheirMessagesOnPostgresAndBackInADirectory()
      throws IOException, SQLException {
    String database = TestDatabase.blank().location().url();
    SignedIn alice;
    try (ChatServer server = start("first", "sqlite")) {
      ManagedChannel channel = connect(server);
      V1Client client = V1Client.register(channel, "Alice");
      var _ = client.send("lobby", "one");
      alice = client.signedIn();
      channel.shutdownNow();
    }

    String there = transfer(directory("first"), database);
    try (ChatServer server = start("second", database)) {
      assertThat(texts(server, alice)).containsExactly("one");
      assertRefused(database, directory("third"), "is in use by a server");
    }

    String back = transfer(database, directory("third"));
    try (ChatServer server = start("third", "sqlite")) {
      assertThat(texts(server, alice)).containsExactly("one");
    }
    assertThat(back).isEqualTo(there);
  }

  @Test
  void aTransferThatIsKilledKeepsServersAwayUntilItIsRepeated() throws Exception {
    TestDatabase database = TestDatabase.blank();
    String url = database.location().url();
    start("first", "sqlite").close();
    fill(parent.resolve("first"));
    Process process =
        new ProcessBuilder(
                ServerProgram.command(List.of(), List.of("transfer", directory("first"), url)))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (Connection connection = database.connect()) {
      Sql sql = new Sql(connection);
      await()
          .until(() ->
              sql.isAny("SELECT WHERE to_regclass('unfinished_transfer') IS NOT NULL")
                  && sql.isAny("SELECT FROM event"));
      assertThat(process.isAlive()).isTrue();
    }
    process.destroyForcibly().waitFor();

    assertThatThrownBy(() -> start("second", url))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("begin it again with the same command");

    assertThat(transfer(directory("first"), url)).startsWith("lobby: " + EVENTS + " events, ");
    start("second", url).close();
  }

  /// Enough events that a transfer is seen while it runs.
  private static void fill(Path directory) {
    try (DataDirectory locked = DataDirectory.open(directory);
        Store store = Stores.open(locked, Durability.ASYNC, _ -> {})) {
      List<RoomEvent> texts =
          Collections.nCopies(BATCH, new RoomEvent.Posted(ALICE, 1, null, "text"));
      for (long head = 0; head < EVENTS; head += BATCH) {
        assertThat(store.journal().append(List.of(new Batch(RoomId.LOBBY, head, texts))))
            .isEqualTo(new AppendResult.Stored());
      }
    }
  }

  private String directory(String name) {
    return "sqlite:" + parent.resolve(name);
  }

  /// @return the sum of the lobby
  private static String transfer(String from, String to) {
    Result result = AdminRun.program("transfer", from, to);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
    return result.out().lines().filter(line -> line.startsWith("lobby: ")).findFirst().orElse("");
  }

  private static void assertRefused(String from, String to, String reason) {
    Result result = AdminRun.program("transfer", from, to);
    assertThat(result.err()).hasLineCount(1).contains(reason);
    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
  }

  private static List<String> texts(ChatServer server, SignedIn user) {
    ManagedChannel channel = connect(server);
    List<String> texts =
        new V1Client(user, channel)
                .messages()
                .listHistory(ListHistoryRequest.newBuilder().setRoom("lobby").build())
                .getPage()
                .getEntriesList()
                .stream()
                .map(entry -> entry.getEvent().getMessagePosted().getText())
                .toList();
    channel.shutdownNow();
    return texts;
  }

  private ChatServer start(String directory, String store) throws IOException {
    Map<Setting, String> settings =
        Map.of(
            Setting.HOST, "127.0.0.1",
            Setting.PORT, "0",
            Setting.WEB_PORT, "off",
            Setting.OPS_PORT, "off",
            Setting.DATA_DIR, parent.resolve(directory).toString(),
            Setting.STORE, store);
    return ChatServer.start(Config.of(parent, settings), _ -> {});
  }

  private static ManagedChannel connect(ChatServer server) {
    return NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
  }
}

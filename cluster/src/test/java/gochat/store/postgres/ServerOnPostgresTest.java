package gochat.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.server.ChatServer;
import gochat.server.V1Client;
import gochat.store.StoreException;
import gochat.store.StoreLocation;
import gochat.v1.ListHistoryRequest;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole server whose store is a database.
class ServerOnPostgresTest {
  @TempDir private Path directory;

  @Test
  void accountsAndMessagesAreThereAfterARestartAndNoFileHasThem() throws IOException, SQLException {
    StoreLocation store = TestDatabase.blank().location();
    try (ChatServer server = TestServer.start(directory, store)) {
      ManagedChannel channel = TestServer.connect(server);
      V1Client.register(channel, "Alice").send("lobby", "recorded");
      channel.shutdownNow();
    }

    try (ChatServer server = TestServer.start(directory, store)) {
      ManagedChannel channel = TestServer.connect(server);
      V1Client alice = V1Client.signIn(channel, "Alice");
      assertThat(
              alice
                  .messages()
                  .listHistory(ListHistoryRequest.newBuilder().setRoom("lobby").build())
                  .getPage()
                  .getEntriesList())
          .extracting(entry -> entry.getEvent().getMessagePosted().getText())
          .containsExactly("recorded");
      channel.shutdownNow();
    }
    assertThat(directory.resolve("gochat.db")).doesNotExist();
  }

  @Test
  void aServerWhoseDatabaseIsNotThereDoesNotStartAndSaysWhy() throws SQLException {
    String url = TestDatabase.blank().location().url() + "_not";
    StoreLocation store = new StoreLocation(url, null, false);

    assertThatThrownBy(() -> TestServer.start(directory, store))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(url)
        .hasMessageContaining("does not exist");
  }
}

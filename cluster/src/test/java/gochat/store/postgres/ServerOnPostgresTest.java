package gochat.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.server.ChatServer;
import gochat.server.Config;
import gochat.server.Setting;
import gochat.server.V1Client;
import gochat.store.StoreException;
import gochat.v1.ListHistoryRequest;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole server whose store is a database.
class ServerOnPostgresTest {
  @TempDir private Path directory;

  @Test
  void accountsAndMessagesAreThereAfterARestartAndNoFileHasThem() throws IOException, SQLException {
    String url = TestDatabase.blank().location().url();
    try (ChatServer server = start(url)) {
      ManagedChannel channel = connect(server);
      V1Client.register(channel, "Alice").send("lobby", "recorded");
      channel.shutdownNow();
    }

    try (ChatServer server = start(url)) {
      ManagedChannel channel = connect(server);
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

    assertThatThrownBy(() -> start(url))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(url)
        .hasMessageContaining("does not exist");
  }

  private ChatServer start(String url) throws IOException {
    Map<Setting, String> settings =
        Map.of(
            Setting.HOST, "127.0.0.1",
            Setting.PORT, "0",
            Setting.WEB_PORT, "off",
            Setting.OPS_PORT, "off",
            Setting.DATA_DIR, directory.toString(),
            Setting.STORE, url);
    return ChatServer.start(Config.of(directory, settings), _ -> {});
  }

  private static ManagedChannel connect(ChatServer server) {
    return NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
  }
}

package gochat.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.v1.Cursor;
import gochat.v1.FollowRequest;
import gochat.v1.ServerFrame;
import gochat.v1.ServerFrame.FrameCase;
import io.grpc.ManagedChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An operator replaces the data by a backup, and declares it with `--restored`.
class RestoredCopyTest {
  @TempDir Path directory;

  @Test
  void aClientThatHasReadFurtherIsResetAndGetsTheLogAnew() throws Exception {
    Path data = directory.resolve("data");
    Path backup = directory.resolve("backup");
    V1Client alice;
    try (Server server = new Server(data)) {
      alice = server.register();
      alice.send("lobby", "one");
      alice.send("lobby", "two");
    }
    copy(data, backup);
    long epoch;
    try (Server server = new Server(data)) {
      epoch = server.comeBack(alice).send("lobby", "three").getSent().getEpoch();
    }
    copy(backup, data);

    assertThat(restored(data)).contains(data.toString());

    try (Server server = new Server(data)) {
      Cursor cursor = Cursor.newBuilder().setRoom("lobby").setEpoch(epoch).setSeq(3).build();
      List<ServerFrame> frames =
          V1Client.untilCaughtUp(
              server.comeBack(alice).follow(FollowRequest.newBuilder().addCursors(cursor).build()));
      assertThat(frames)
          .extracting(ServerFrame::getFrameCase)
          .containsExactly(
              FrameCase.RESET,
              FrameCase.ROOM_FOLLOWED,
              FrameCase.EVENT,
              FrameCase.EVENT,
              FrameCase.ROOM_CAUGHT_UP,
              FrameCase.CAUGHT_UP);
      assertThat(frames.getFirst().getReset().getEpoch()).isEqualTo(epoch + 1);
      assertThat(frames)
          .filteredOn(ServerFrame::hasEvent)
          .extracting(frame -> frame.getEvent().getMessagePosted().getText())
          .containsExactly("one", "two");
    }
  }

  private static String restored(Path data) {
    var out = new ByteArrayOutputStream();
    var main = new Main(Map.of("GOCHAT_LANG", "en"), new PrintStream(out, true, UTF_8), System.err);
    OptionalInt exit =
        main.start(
            (_, _) -> {
              throw new AssertionError("it must not start");
            },
            "--restored",
            "--data-dir",
            data.toString());
    assertThat(exit).hasValue(0);
    return out.toString(UTF_8);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    Files.deleteIfExists(to.resolve("gochat.db"));
    Files.copy(from.resolve("gochat.db"), to.resolve("gochat.db"));
  }

  private static final class Server implements AutoCloseable {
    private final ChatServer server;
    private final ManagedChannel channel;

    Server(Path data) throws IOException {
      server =
          ChatServer.start(
              ServerFixture.config(data),
              fatal -> {
                throw new AssertionError(fatal);
              });
      channel = TestClient.channel(server.port());
    }

    V1Client register() {
      return V1Client.register(channel, "Alice");
    }

    V1Client comeBack(V1Client client) {
      return new V1Client(client.signedIn(), channel);
    }

    @Override
    public void close() {
      channel.shutdownNow();
      server.close();
    }
  }
}

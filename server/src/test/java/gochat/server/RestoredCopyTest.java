package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.v1.AccountServiceGrpc;
import gochat.v1.Cursor;
import gochat.v1.FollowRequest;
import gochat.v1.MessageServiceGrpc;
import gochat.v1.RegisterRequest;
import gochat.v1.SendMessageRequest;
import gochat.v1.ServerFrame;
import gochat.v1.ServerFrame.FrameCase;
import gochat.v1.StreamServiceGrpc;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An operator puts a backup in the place of the data, and says so with `--restored`.
class RestoredCopyTest {
  private static final String NAME = "Alice";
  private static final String PASSWORD = "correct horse";

  @TempDir Path directory;

  @Test
  void whoHasReadFurtherIsToldAndGetsTheLogAnew() throws Exception {
    Path data = directory.resolve("data");
    Path backup = directory.resolve("backup");
    String token;
    try (Server server = new Server(data)) {
      token = server.register();
      server.send(token, "one");
      server.send(token, "two");
    }
    copy(data, backup);
    long epoch;
    try (Server server = new Server(data)) {
      epoch = server.send(token, "three");
    }
    copy(backup, data);

    assertThat(restored(data)).contains(data.toString());

    try (Server server = new Server(data)) {
      List<ServerFrame> frames =
          server.follow(
              token, Cursor.newBuilder().setRoom("lobby").setEpoch(epoch).setSeq(3).build());
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
    var main = new Main(Map.of("GOCHAT_LANG", "en"), new PrintStream(out), System.err);
    OptionalInt exit =
        main.start(
            (_, _) -> {
              throw new AssertionError("it must not start");
            },
            "--restored",
            "--data-dir",
            data.toString());
    assertThat(exit).hasValue(0);
    return out.toString();
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
              TestConfig.in(data),
              fatal -> {
                throw new AssertionError(fatal);
              });
      channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
    }

    String register() {
      RegisterRequest request =
          RegisterRequest.newBuilder().setName(NAME).setPassword(PASSWORD).build();
      return AccountServiceGrpc.newBlockingStub(channel).register(request).getSignedIn().getToken();
    }

    /// @return the epoch
    long send(String token, String text) {
      SendMessageRequest request =
          SendMessageRequest.newBuilder().setRoom("lobby").setText(text).build();
      return MessageServiceGrpc.newBlockingStub(as(token))
          .sendMessage(request)
          .getSent()
          .getEpoch();
    }

    /// What comes until all has caught up.
    List<ServerFrame> follow(String token, Cursor cursor) {
      Iterator<ServerFrame> stream =
          StreamServiceGrpc.newBlockingStub(as(token))
              .follow(FollowRequest.newBuilder().addCursors(cursor).build());
      List<ServerFrame> frames = new ArrayList<>();
      do {
        frames.add(stream.next());
      } while (!frames.getLast().hasCaughtUp());
      return frames;
    }

    private Channel as(String token) {
      Metadata headers = new Metadata();
      headers.put(
          Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
      return ClientInterceptors.intercept(
          channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    @Override
    public void close() {
      channel.shutdownNow();
      server.close();
    }
  }
}

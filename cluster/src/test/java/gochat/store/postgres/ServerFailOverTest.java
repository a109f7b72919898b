package gochat.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.SilentServer;
import gochat.server.ChatServer;
import gochat.server.Config;
import gochat.server.Setting;
import gochat.server.V1Client;
import gochat.v1.Cursor;
import gochat.v1.Event;
import gochat.v1.FollowRequest;
import gochat.v1.Reset;
import gochat.v1.SendMessageRequest;
import gochat.v1.ServerFrame;
import gochat.v1.StreamServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A whole server, its clients, and a database whose primary is lost.
@ExtendWith(SilentServer.class)
class ServerFailOverTest {
  private static final String ROOM = "lobby";

  @TempDir private static Path initialised;

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // set by start
  private PostgresPair databases;

  @SuppressWarnings("NullAway.Init") // set by start
  private ChatServer server;

  @SuppressWarnings("NullAway.Init") // set by start
  private V1Client alice;

  private final List<Cursor> resumePoints = new CopyOnWriteArrayList<>();
  private final List<Event> read = new CopyOnWriteArrayList<>();
  private final List<Reset> resets = new CopyOnWriteArrayList<>();
  private final List<Status.Code> ends = new CopyOnWriteArrayList<>();
  private volatile boolean isOver;

  @BeforeAll
  static void initialise() throws IOException, InterruptedException, SQLException {
    PostgresProcess.initialise(initialised);
  }

  private void start(boolean isSynchronous) throws IOException, SQLException {
    databases = PostgresPair.start(initialised, directory, isSynchronous);
    Map<Setting, String> settings =
        Map.of(
            Setting.HOST, "127.0.0.1",
            Setting.PORT, "0",
            Setting.WEB_PORT, "off",
            Setting.OPS_PORT, "off",
            Setting.DATA_DIR, directory.resolve("data").toString(),
            Setting.STORE, databases.location().url());
    server = ChatServer.start(Config.of(directory, settings), _ -> {});
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
    alice = V1Client.register(channel, "Alice");
    Thread _ = Thread.startVirtualThread(this::readOn);
    await().until(() -> !resumePoints.isEmpty());
  }

  @AfterEach
  void stop() throws InterruptedException {
    isOver = true;
    server.close();
    databases.end();
  }

  @Test
  void eachAcknowledgedMessageIsReadOnceAndInOrder() throws Exception {
    start(true);
    List<String> sent = new ArrayList<>();
    IntStream.range(0, 30).forEach(i -> sent.add(send("before " + i)));
    databases.failOver();
    IntStream.range(0, 30).forEach(i -> sent.add(send("after " + i)));

    await().untilAsserted(() -> assertThat(texts()).isEqualTo(sent));
    assertThat(read).extracting(Event::getSeq).isSorted().doesNotHaveDuplicates();
    assertThat(resets).isEmpty();
  }

  @Test
  void whoHasReadWhatTheNewPrimaryLacksBeginsAnew() throws Exception {
    start(false);
    String kept = send("kept");
    await().until(() -> databases.standby().is("SELECT FROM event WHERE kind = 1"));
    databases.standby().kill();
    String lost = send("lost");
    await().untilAsserted(() -> assertThat(texts()).containsExactly(kept, lost));

    databases.failOverToStopped();
    await().until(() -> !resets.isEmpty());
    String next = send("next");

    await().untilAsserted(() -> assertThat(texts()).containsExactly(kept, lost, kept, next));
    assertThat(ends).containsOnly(Status.Code.UNAVAILABLE);
    assertThat(resets).extracting(Reset::getEpoch).containsExactly(2L);
    assertThat(read).last().returns(2L, Event::getEpoch);
  }

  /// Sends a message until the server acknowledges it.
  private String send(String text) {
    SendMessageRequest request =
        SendMessageRequest.newBuilder()
            .setRoom(ROOM)
            .setClientMessageId(UUID.randomUUID().toString())
            .setText(text)
            .build();
    await()
        .ignoreExceptionsMatching(StatusRuntimeException.class::isInstance)
        .until(() -> alice.messages().sendMessage(request).hasSent());
    return text;
  }

  /// Follows the room from the last event on, again after each end of the stream.
  private void readOn() {
    while (!isOver) {
      FollowRequest.Builder request = FollowRequest.newBuilder();
      if (!resumePoints.isEmpty()) {
        request.addCursors(resumePoints.getLast());
      }
      try {
        Iterator<ServerFrame> frames =
            StreamServiceGrpc.newBlockingStub(alice.messages().getChannel())
                .follow(request.build());
        frames.forEachRemaining(this::took);
      } catch (StatusRuntimeException e) {
        ends.add(e.getStatus().getCode());
      }
    }
  }

  private void took(ServerFrame frame) {
    switch (frame.getFrameCase()) {
      case ROOM_CAUGHT_UP ->
          resumePoints.add(
              cursor(frame.getRoomCaughtUp().getEpoch(), frame.getRoomCaughtUp().getSeq()));
      case RESET -> resets.add(frame.getReset());
      case EVENT -> {
        Event event = frame.getEvent();
        resumePoints.add(cursor(event.getEpoch(), event.getSeq()));
        if (event.hasMessagePosted()) {
          read.add(event);
        }
      }
      default -> {}
    }
  }

  private static Cursor cursor(long epoch, long seq) {
    return Cursor.newBuilder().setRoom(ROOM).setEpoch(epoch).setSeq(seq).build();
  }

  private List<String> texts() {
    return read.stream().map(event -> event.getMessagePosted().getText()).toList();
  }
}

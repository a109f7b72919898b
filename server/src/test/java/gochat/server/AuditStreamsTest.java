package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import gochat.v1.AdminServiceGrpc;
import gochat.v1.AuditAction;
import gochat.v1.EndSessionsRequest;
import gochat.v1.Event;
import gochat.v1.ServerFrame;
import gochat.v1.SetAccountKindRequest;
import gochat.v1.UnfollowReason;
import gochat.v1.UserKind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The audit log in the streams of the web port.
@SuppressWarnings("NullAway.Init") // set before each test
class AuditStreamsTest {
  @RegisterExtension final ServerFixture server = new ServerFixture(Map.of(Setting.WEB_PORT, "0"));

  private final HttpClient http = HttpClient.newHttpClient();
  private V1Client root;
  private V1Client alice;

  /// The two kinds of streams.
  enum Door {
    WEB_SOCKET,
    SERVER_SENT_EVENTS
  }

  @BeforeEach
  void register() {
    root = V1Client.administrator(server.channel(), "root", server.adminCode());
    alice = V1Client.register(server.channel(), "Alice");
  }

  @AfterEach
  void stop() {
    // Does not wait for streams, which have no end.
    http.shutdownNow();
  }

  /// A stream from the beginning of the audit log.
  private BlockingQueue<ServerFrame> follow(Door door, V1Client user) throws Exception {
    BlockingQueue<ServerFrame> frames = new LinkedBlockingQueue<>();
    String token = user.signedIn().getToken();
    switch (door) {
      case WEB_SOCKET ->
          http.newWebSocketBuilder()
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + server.webPort() + "/v1/connect"),
                  new Listener(frames))
              .join()
              .sendText(
                  """
                  {"id": 1, "start": {"token": "%s",
                   "follow": {"from": "FOLLOW_FROM_START"}}}\
                  """
                      .formatted(token),
                  true)
              .join();
      case SERVER_SENT_EVENTS -> {
        HttpRequest request =
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:"
                            + server.webPort()
                            + "/v1/events?from=FOLLOW_FROM_START"))
                .header("authorization", "Bearer " + token)
                .build();
        Stream<String> lines = http.send(request, BodyHandlers.ofLines()).body();
        Thread _ =
            Thread.startVirtualThread(() ->
                lines
                    .filter(line -> line.startsWith("data: "))
                    .forEach(line -> frames.add(frame(line.substring("data: ".length())))));
      }
    }
    return frames;
  }

  private static final class Listener implements WebSocket.Listener {
    private final BlockingQueue<ServerFrame> frames;
    private final StringBuilder text = new StringBuilder();

    Listener(BlockingQueue<ServerFrame> frames) {
      this.frames = frames;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
      text.append(data);
      if (isLast) {
        frames.add(frame(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private static ServerFrame frame(String json) {
    try {
      ServerFrame.Builder frame = ServerFrame.newBuilder();
      JsonFormat.parser().merge(json, frame);
      return frame.build();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(json, e);
    }
  }

  /// The frames up to the first that fits.
  private static List<ServerFrame> until(
      BlockingQueue<ServerFrame> frames, Predicate<ServerFrame> isLast) throws Exception {
    List<ServerFrame> read = new ArrayList<>();
    do {
      ServerFrame next = frames.poll(60, TimeUnit.SECONDS);
      assertThat(next).as("after %s", read).isNotNull();
      read.add(next);
    } while (!isLast.test(read.getLast()));
    return read;
  }

  private void endSessionsOf(String name) {
    assertThat(
            AdminServiceGrpc.newBlockingStub(root.asSelf())
                .endSessions(EndSessionsRequest.newBuilder().setAccount(name).build())
                .hasEnded())
        .isTrue();
  }

  private static boolean isEntry(ServerFrame frame) {
    return frame.getEvent().hasAudited();
  }

  private static List<AuditAction> actions(List<ServerFrame> frames) {
    return frames.stream()
        .filter(AuditStreamsTest::isEntry)
        .map(frame -> frame.getEvent().getAudited().getAction())
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Door.class)
  void anAdministratorGetsTheEntriesFromTheFirstOnAndThenAsTheyCome(Door door) throws Exception {
    BlockingQueue<ServerFrame> frames = follow(door, root);
    List<ServerFrame> missed = until(frames, ServerFrame::hasCaughtUp);
    assertThat(actions(missed))
        .containsExactly(
            AuditAction.AUDIT_ACTION_SERVER_STARTED,
            AuditAction.AUDIT_ACTION_ACCOUNT_REGISTERED,
            AuditAction.AUDIT_ACTION_ACCOUNT_REGISTERED);
    V1Client _ = V1Client.register(server.channel(), "Bob");
    endSessionsOf("Bob");

    until(frames, AuditStreamsTest::isEntry);
    Event entry = until(frames, AuditStreamsTest::isEntry).getLast().getEvent();
    assertThat(entry.getSeq()).isEqualTo(5);
    assertThat(entry.getRoomId()).isEqualTo("audit");
    assertThat(entry.getAuthor().getName()).isEqualTo("root");
    assertThat(entry.getAudited().getAction()).isEqualTo(AuditAction.AUDIT_ACTION_SESSIONS_ENDED);
    assertThat(entry.getAudited().getAccount().getName()).isEqualTo("Bob");
  }

  private void setKind(V1Client by, String name, UserKind kind) {
    assertThat(
            AdminServiceGrpc.newBlockingStub(by.asSelf())
                .setAccountKind(
                    SetAccountKindRequest.newBuilder().setAccount(name).setKind(kind).build())
                .hasChanged())
        .isTrue();
  }

  private static boolean isOfAudit(ServerFrame frame) {
    return frame.getRoomFollowed().getRoom().getRoomId().equals("audit");
  }

  @ParameterizedTest
  @EnumSource(Door.class)
  void aStreamGetsTheLogWithTheRoleAndLosesItWithTheRole(Door door) throws Exception {
    BlockingQueue<ServerFrame> frames = follow(door, alice);
    until(frames, ServerFrame::hasCaughtUp);

    setKind(root, "Alice", UserKind.USER_KIND_ADMINISTRATOR);
    ServerFrame promoted = until(frames, ServerFrame::hasSelfChanged).getLast();
    assertThat(promoted.getSelfChanged().getUser().getKind())
        .isEqualTo(UserKind.USER_KIND_ADMINISTRATOR);
    long head = until(frames, AuditStreamsTest::isOfAudit).getLast().getRoomFollowed().getSeq();
    V1Client _ = V1Client.register(server.channel(), "Bob");
    assertThat(until(frames, AuditStreamsTest::isEntry).getLast().getEvent().getSeq())
        .isEqualTo(head + 1);

    setKind(root, "Alice", UserKind.USER_KIND_ACCOUNT);
    List<ServerFrame> last = until(frames, ServerFrame::hasRoomUnfollowed);
    assertThat(last.getLast().getRoomUnfollowed().getRoomId()).isEqualTo("audit");
    assertThat(last.getLast().getRoomUnfollowed().getReason())
        .isEqualTo(UnfollowReason.UNFOLLOW_REASON_NOT_FOUND);
    assertThat(last)
        .filteredOn(ServerFrame::hasSelfChanged)
        .extracting(frame -> frame.getSelfChanged().getUser().getKind())
        .containsExactly(UserKind.USER_KIND_ACCOUNT);
    V1Client _ = V1Client.register(server.channel(), "Carol");
    var _ = alice.send("lobby", "hi");
    assertThat(until(frames, frame -> frame.getEvent().getMessagePosted().getText().equals("hi")))
        .noneMatch(AuditStreamsTest::isEntry);
  }

  @ParameterizedTest
  @EnumSource(Door.class)
  void othersGetNoEntry(Door door) throws Exception {
    BlockingQueue<ServerFrame> entries = follow(door, root);
    BlockingQueue<ServerFrame> frames = follow(door, alice);
    List<ServerFrame> read = new ArrayList<>(until(frames, ServerFrame::hasCaughtUp));
    V1Client _ = V1Client.register(server.channel(), "Bob");
    endSessionsOf("Bob");
    until(
        entries,
        frame ->
            frame.getEvent().getAudited().getAction() == AuditAction.AUDIT_ACTION_SESSIONS_ENDED);
    var _ = alice.send("lobby", "hi");
    read.addAll(until(frames, frame -> frame.getEvent().getMessagePosted().getText().equals("hi")));

    assertThat(read).noneMatch(frame -> frame.toString().contains("audit"));
  }
}

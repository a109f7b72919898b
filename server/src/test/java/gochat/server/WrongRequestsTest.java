package gochat.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.grpc.RawHttp2;
import gochat.v1.AddReactionRequest;
import gochat.v1.CreateRoomRequest;
import gochat.v1.JoinRoomRequest;
import gochat.v1.MuteMemberRequest;
import gochat.v1.RoomKind;
import gochat.v1.SendMessageRequest;
import io.grpc.Channel;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Sends the wrong requests of `wrong-requests.txt` through all doors, and compares the answers
/// with those in the file. The file explains its lines. With `-Dgochat.docs.write=true` the test
/// writes the answers into the file instead: then read the whole file, and mend sentences that do
/// not say what happened, with which value, what is expected or what to do.
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class WrongRequestsTest {
  private static final Path TABLE = Path.of("src/test/resources/gochat/server/wrong-requests.txt");
  private static final String ANSWER = "    ";
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern DETAILS = Pattern.compile("grpc-status-details-bin\\W+([\\w+/]+)");

  /// In requests of the table.
  private static final Pattern REPETITION = Pattern.compile("<(.+?) (\\d+) times>");

  @RegisterExtension final ServerFixture server = new ServerFixture(Map.of(Setting.WEB_PORT, "0"));

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, V1Client> users = new TreeMap<>();
  private RequestDoors doors;

  @BeforeEach
  void start() {
    doors = new RequestDoors(server, http);
    V1Client alice = V1Client.register(server.channel(), "alice");
    V1Client bob = V1Client.register(server.channel(), "bob");
    V1Client carol = V1Client.register(server.channel(), "carol");
    users.put("alice", alice);
    users.put("bob", bob);
    users.put("carol", carol);
    users.put("guest", V1Client.guest(server.channel(), "guest"));
    makeRoom(alice, "dev", RoomKind.ROOM_KIND_PUBLIC);
    makeRoom(alice, "ops", RoomKind.ROOM_KIND_PRIVATE);
    makeRoom(bob, "bobs", RoomKind.ROOM_KIND_PUBLIC);
    JoinRoomRequest dev = JoinRoomRequest.newBuilder().setRoom("#dev").build();
    assertThat(bob.rooms().joinRoom(dev).hasRefusal()).isFalse();
    assertThat(carol.rooms().joinRoom(dev).hasRefusal()).isFalse();
    MuteMemberRequest mute =
        MuteMemberRequest.newBuilder().setRoom("#dev").setUser("carol").build();
    assertThat(alice.rooms().muteMember(mute).hasRefusal()).isFalse();
    SendMessageRequest.Builder message =
        SendMessageRequest.newBuilder()
            .setRoom("lobby")
            .setText("hello")
            .setClientMessageId("123e4567-e89b-42d3-a456-426614174000");
    assertThat(alice.messages().sendMessage(message.build()).hasSent()).isTrue();
    AddReactionRequest reaction =
        AddReactionRequest.newBuilder().setRoom("lobby").setMessageSeq(1).setReaction("👍").build();
    assertThat(bob.messages().addReaction(reaction).hasAdded()).isTrue();
  }

  private static void makeRoom(V1Client owner, String name, RoomKind kind) {
    CreateRoomRequest room = CreateRoomRequest.newBuilder().setName(name).setKind(kind).build();
    assertThat(owner.rooms().createRoom(room).hasRefusal()).isFalse();
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
  }

  @Test
  void eachIsAnsweredAsTheTableSays() throws Exception {
    List<String> answered = new ArrayList<>();
    for (String line : Files.readAllLines(TABLE)) {
      if (!line.startsWith(ANSWER)) {
        answered.add(line);
        if (!line.isBlank() && !line.startsWith("#")) {
          answers(line).forEach((answer, of) -> answered.add(ANSWER + of + answer));
        }
      }
    }
    String table = String.join("\n", answered) + "\n";
    if (Boolean.getBoolean("gochat.docs.write")) {
      Files.writeString(TABLE, table);
    }

    assertThat(TABLE).hasContent(table);
    assertThat(answered.stream().filter(line -> line.startsWith(ANSWER)))
        .hasSizeGreaterThanOrEqualTo(150)
        .as("each is refused, with a reason")
        .noneMatch(line -> line.contains("done: ") || line.contains("without a reason"))
        .as("a status over HTTP is that of the reason, and all doors agree")
        .noneMatch(line -> line.contains(", but ") || line.startsWith(ANSWER + "["));
  }

  /// The different answers, each with the doors that gave it if there are several.
  private Map<String, String> answers(String line) throws Exception {
    String[] words =
        REPETITION
            .matcher(line)
            .replaceAll(part ->
                Matcher.quoteReplacement(part.group(1).repeat(Integer.parseInt(part.group(2)))))
            .split(" ", 3);
    V1Client user = users.get(words[1]);
    Channel channel = user == null ? server.channel() : user.asSelf();
    String token = user == null ? null : user.signedIn().getToken();
    String rest = words[2];
    Map<String, String> answers =
        switch (words[0]) {
          case "call" -> {
            String[] call = rest.split(" ", 2);
            yield doors.call(channel, token, call[0], call[1]);
          }
          case "http" -> Map.of("HTTP", http(token, rest));
          case "raw" -> Map.of("HTTP", doors.raw(rest.replace("\\r\\n", "\r\n")));
          case "grpc" -> Map.of("gRPC", grpc(rest));
          case "frame" -> Map.of("WebSocket", doors.webSocket(requireNonNull(token), rest));
          case "stream" -> Map.of("gRPC", doors.stream(channel, List.of(rest.split(" ; "))));
          default -> throw new AssertionError(line);
        };
    Map<String, String> doorsByAnswer = new LinkedHashMap<>();
    answers.forEach((door, answer) ->
        doorsByAnswer.merge(
            UUID.matcher(answer).replaceAll("UUID"), door, (all, one) -> all + ", " + one));
    if (doorsByAnswer.size() == 1) {
      doorsByAnswer.replaceAll((_, _) -> "");
    } else {
      doorsByAnswer.replaceAll((_, of) -> "[" + of + "] ");
    }
    return doorsByAnswer;
  }

  /// @param request `VERB TARGET TYPE BODY`, the last two optional
  private String http(@Nullable String token, String request) throws Exception {
    String[] words = request.split(" ", 4);
    return AnswerText.of(
        doors.http(
            token,
            words[0],
            words[1],
            words.length < 3 ? "" : words[2],
            words.length < 4 ? "" : words[3]));
  }

  /// @param request `VERB PATH NAME VALUE NAME VALUE …`, without a body
  private String grpc(String request) throws Exception {
    String[] words = request.split(" ", -1);
    String[] headers = Arrays.copyOfRange(words, 2, words.length);
    try (RawHttp2 client = RawHttp2.connect(server.port())) {
      client.frame(
          RawHttp2.HEADERS,
          RawHttp2.END_HEADERS | RawHttp2.END_STREAM,
          1,
          RawHttp2.requestHeaders(words[0], words[1], headers));
      RawHttp2.Frame answer = client.expect(RawHttp2.HEADERS);
      Matcher details = DETAILS.matcher(answer.headers());
      assertThat(details.find()).isTrue();
      return AnswerText.of(
          com.google.rpc.Status.parseFrom(
              Base64.getDecoder().decode(details.group(1).getBytes(UTF_8))));
    }
  }
}

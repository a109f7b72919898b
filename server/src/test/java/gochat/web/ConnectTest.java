package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.google.protobuf.MessageLite;
import com.google.rpc.ErrorInfo;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.grpc.NoLeaks;
import gochat.limit.Limits;
import gochat.v1.FollowRequest;
import gochat.v1.ListHistoryRequest;
import gochat.v1.ListHistoryResponse;
import gochat.v1.SendMessageRequest;
import gochat.web.WebFixture.RecordingMessages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls and streams in the protocol Connect, byte by byte.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class ConnectTest {
  private static final String SEND = "/gochat.v1.MessageService/SendMessage";
  private static final String LIST = "/gochat.v1.MessageService/ListHistory";
  private static final String FOLLOW = "/gochat.v1.StreamService/Follow";

  private final RecordingMessages messages = new RecordingMessages();
  private final EchoSessions sessions = new EchoSessions(WebFraming.ENVELOPED_JSON);
  private WebFixture web;

  @BeforeEach
  void start() throws Exception {
    web =
        new WebFixture(
            new WebServices(List.of(messages.bindService()), null, sessions), Limits.STANDARD);
  }

  @AfterEach
  void stop() {
    web.close();
  }

  private HttpResponse<String> post(String path, String type, byte[] body, String... headers)
      throws Exception {
    var request =
        web.request(path).header("content-type", type).POST(BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return web.client.send(request.build(), BodyHandlers.ofString(UTF_8));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] request(MessageLite message) {
    return new BodyPart(0, message.toByteArray()).bytes();
  }

  @Test
  void aCallOfJsonIsAnsweredByJson() throws Exception {
    HttpResponse<String> answer =
        post(LIST, "application/json", "{\"room\":\"lobby\",\"pageSize\":2}".getBytes(UTF_8));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(answer.body()).contains("\"seq\":\"9007199254740993\"");
    assertThat(messages.listed.get())
        .isEqualTo(ListHistoryRequest.newBuilder().setRoom("lobby").setPageSize(2).build());
  }

  @Test
  void aCallOfProtobufIsAnsweredByProtobuf() throws Exception {
    ListHistoryRequest asked = ListHistoryRequest.newBuilder().setRoom("lobby").build();
    HttpResponse<byte[]> answer =
        web.client.send(
            web.request(LIST)
                .header("content-type", "application/proto")
                .POST(BodyPublishers.ofByteArray(asked.toByteArray()))
                .build(),
            BodyHandlers.ofByteArray());

    assertThat(answer.headers().firstValue("content-type")).hasValue("application/proto");
    assertThat(ListHistoryResponse.parseFrom(answer.body()).getPage().getAsOf().getRoom())
        .isEqualTo("lobby");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/proto"})
  void anErrorHasItsStatusAndItsDetails(String type) throws Exception {
    messages.failure = () -> Failure.of(Reason.ROOM_NOT_FOUND, "没有房间");

    HttpResponse<String> answer = post(SEND, type, type.endsWith("json") ? bytes("{}") : bytes(""));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("application/json");
    var error = JsonParser.parseString(answer.body()).getAsJsonObject();
    assertThat(error.get("code").getAsString()).isEqualTo("not_found");
    assertThat(error.get("message").getAsString()).isEqualTo("没有房间");
    var detail = error.getAsJsonArray("details").get(0).getAsJsonObject();
    assertThat(detail.get("type").getAsString()).isEqualTo("google.rpc.ErrorInfo");
    assertThat(
            ErrorInfo.parseFrom(Base64.getDecoder().decode(detail.get("value").getAsString()))
                .getReason())
        .isEqualTo("ROOM_NOT_FOUND");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "/gochat.v1.RoomService/Unknown, unimplemented, 404",
    "/gochat.v1.MessageService/SendMessage, invalid_argument, 400",
  })
  void anErrorOfThePortIsOneOfConnectToo(String path, String code, int http) throws Exception {
    HttpResponse<String> answer = post(path, "application/json", bytes("{\"texts\":1}"));

    assertThat(answer.statusCode()).isEqualTo(http);
    assertThat(answer.body()).startsWith("{\"code\":\"" + code + "\",\"message\":\"");
  }

  @Test
  void aBodyMayBeCompressed() throws Exception {
    byte[] body = gzip(bytes("{\"text\":\"晚上见？\"}"));

    post(SEND, "application/json", body, "content-encoding", "gzip");

    assertThat(messages.sent.get())
        .isEqualTo(SendMessageRequest.newBuilder().setText("晚上见？").build());
  }

  @Test
  void aBodyThatIsTooLongDecompressedIsRefused() throws Exception {
    byte[] bomb = gzip(new byte[10_000_000]);

    assertThat(post(SEND, "application/proto", bomb, "content-encoding", "gzip").statusCode())
        .isEqualTo(413);
    byte[] message = new BodyPart(1, bomb).bytes();
    String end =
        post(FOLLOW, "application/connect+proto", message, "connect-content-encoding", "gzip")
            .body();
    assertThat(end).contains("\"code\":\"resource_exhausted\"", "too long");
    assertThat(messages.sent).isNotDone();
  }

  @Test
  void anotherCompressionIsRefusedWithTheOnesThatAreTaken() throws Exception {
    HttpResponse<String> answer =
        post(SEND, "application/json", bytes("{}"), "content-encoding", "br");

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("\"code\":\"unimplemented\"", "expected: gzip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/proto", "text/plain"})
  void aStreamIsServedInFormatsOfStreamsOnly(String type) throws Exception {
    HttpResponse<String> answer = post(FOLLOW, type, bytes(""));

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("application/connect+json");
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP_1_1, application/connect+json", "HTTP_2, application/connect+json",
    "HTTP_1_1, application/grpc-web+json", "HTTP_2, application/grpc-web+json",
  })
  void aStreamBringsMessagesAsTheyHappenAndEndsWithItsError(HttpClient.Version version, String type)
      throws Exception {
    var request =
        web.request(FOLLOW)
            .version(version)
            .header("content-type", type)
            .POST(BodyPublishers.ofByteArray(new BodyPart(0, bytes("{\"rooms\":[\"a\"]}")).bytes()))
            .build();
    HttpResponse<InputStream> answer = web.client.send(request, BodyHandlers.ofInputStream());
    EchoSessions.Session session = sessions.next();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue(type);
    assertThat(sessions.follows.take().getRoomsList()).containsExactly("a");
    try (InputStream body = answer.body()) {
      for (String text : List.of("{\"text\":\"hi\"}", "晚上见？", "x".repeat(50_000))) {
        assertThat(session.offer(text)).isTrue();
        BodyPart part = BodyPart.read(body);
        assertThat(part.flags()).isZero();
        assertThat(part.text()).isEqualTo(text);
      }
      session.end(Failure.of(Reason.TOO_SLOW, "too slow"));
      BodyPart end = BodyPart.read(body);
      if (type.contains("connect")) {
        assertThat(end.flags()).isEqualTo(2);
        assertThat(end.text())
            .startsWith(
                "{\"error\":{\"code\":\"resource_exhausted\",\"message\":\"too slow\",\"details\":[");
      } else {
        assertThat(end.flags()).isEqualTo(0x80);
        assertThat(end.text()).startsWith("grpc-status: 8\r\ngrpc-message: too slow\r\n");
      }
      assertThat(body.read()).isEqualTo(-1);
    }
    assertThat(session.event()).isEqualTo("disconnected");
  }

  @Test
  void aCallAndAStreamEndAfterTheTimeThatTheirClientGivesThem() throws Exception {
    messages.isStuck = true;

    HttpResponse<String> call =
        post(SEND, "application/json", bytes("{}"), "connect-timeout-ms", "50");
    HttpResponse<String> stream =
        post(
            FOLLOW,
            "application/connect+proto",
            request(FollowRequest.getDefaultInstance()),
            "connect-timeout-ms",
            "50");

    assertThat(call.statusCode()).isEqualTo(504);
    assertThat(call.body()).contains("\"code\":\"deadline_exceeded\"");
    assertThat(stream.body()).contains("\"code\":\"deadline_exceeded\"");
    assertThat(messages.ended.get(60, TimeUnit.SECONDS)).isEqualTo("cancelled");
  }

  @Test
  void aStreamThatTakesRequestsIsRefusedWithTheTransportsThatHaveIt() throws Exception {
    try (WebFixture all =
        new WebFixture(
            new WebServices(List.of(), new EchoSessions(WebFraming.WEB_SOCKET), sessions),
            Limits.STANDARD)) {
      HttpResponse<String> answer =
          all.client.send(
              all.request("/gochat.v1.StreamService/Connect")
                  .header("content-type", "application/connect+json")
                  .POST(BodyPublishers.ofString(""))
                  .build(),
              BodyHandlers.ofString());

      assertThat(answer.body()).contains("\"code\":\"unimplemented\"", "WebSocket");
    }
  }

  @Test
  void aTimeoutThatIsNoNumberIsRefused() throws Exception {
    HttpResponse<String> answer =
        post(SEND, "application/json", bytes("{}"), "connect-timeout-ms", "5s");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("connect-timeout-ms: 5s (expected: 1 to 10 digits)");
  }

  @Test
  void aStreamThatIsNotAdmittedHasNothingButItsError() throws Exception {
    byte[] asked = request(FollowRequest.newBuilder().addRooms("refused").build());
    HttpResponse<String> answer = post(FOLLOW, "application/connect+proto", asked);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("{\"error\":{\"code\":\"unauthenticated\"");
  }
}

package gochat.web;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.grpc.NoLeaks;
import gochat.v1.GetPresenceRequest;
import gochat.v1.GetPresenceResponse;
import gochat.v1.ListHistoryRequest;
import gochat.v1.Presence;
import gochat.v1.PresenceList;
import gochat.v1.PresenceServiceGrpc.PresenceServiceImplBase;
import gochat.v1.SendMessageRequest;
import gochat.web.WebFixture.RecordingMessages;
import io.grpc.stub.StreamObserver;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The requests of unary methods as JSON over HTTP: bodies, variables of the path, parameters of
/// the query.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class CallBodyTest {
  private final RecordingMessages messages = new RecordingMessages();
  private WebFixture web;

  @BeforeEach
  void start() throws Exception {
    web = WebFixture.of(messages.bindService(), new Presences().bindService());
  }

  @AfterEach
  void stop() {
    web.close();
  }

  private static final class Presences extends PresenceServiceImplBase {
    @Override
    public void getPresence(
        GetPresenceRequest request, StreamObserver<GetPresenceResponse> answers) {
      PresenceList.Builder all = PresenceList.newBuilder();
      request
          .getUsersList()
          .forEach(user -> all.addPresences(Presence.newBuilder().setUserId(user)));
      answers.onNext(GetPresenceResponse.newBuilder().setList(all).build());
      answers.onCompleted();
    }
  }

  @Test
  void aBodyOfJsonAndTheVariablesOfThePathMakeTheRequest() throws Exception {
    HttpResponse<String> answer =
        web.send(
            "POST",
            "/v1/rooms/%23g%C3%A9n%C3%A9ral/messages",
            "application/json",
            "{\"text\":\"晚上见？\",\"clientMessageId\":\"c1\",\"reply_to_seq\":\"7\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{}\n");
    assertThat(answer.headers().firstValue("content-type"))
        .hasValue("application/json; charset=utf-8");
    assertThat(messages.sent.get())
        .isEqualTo(
            SendMessageRequest.newBuilder()
                .setRoom("#général")
                .setText("晚上见？")
                .setClientMessageId("c1")
                .setReplyToSeq(7)
                .build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/x-www-form-urlencoded", "application/json; charset=UTF-8"})
  void theTypeThatCurlSendsByItselfIsJsonToo(String type) throws Exception {
    assertThat(web.send("POST", "/v1/rooms/lobby/messages", type, "{\"text\":\"hi\"}").statusCode())
        .isEqualTo(200);
    assertThat(messages.sent.get().getText()).isEqualTo("hi");
  }

  @Test
  void aBodyOfAnotherTypeIsRefused() throws Exception {
    HttpResponse<String> answer =
        web.send("POST", "/v1/rooms/lobby/messages", "text/plain", "{\"text\":\"hi\"}");

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("text/plain (expected: application/json)");
    assertThat(messages.sent).isNotDone();
  }

  @Test
  void theParametersOfTheQueryMakeTheRequestWhereThereIsNoBody() throws Exception {
    HttpResponse<String> answer =
        web.get("/v1/rooms/lobby/messages?fromTime=2026-01-31T23:59:59Z&page_size=20");

    assertThat(answer.statusCode()).isEqualTo(200);
    ListHistoryRequest asked = messages.listed.get();
    assertThat(asked.getRoom()).isEqualTo("lobby");
    assertThat(asked.getFromTime().getSeconds()).isEqualTo(1_769_903_999L);
    assertThat(asked.getPageSize()).isEqualTo(20);
    // Integers of 64 bits are strings, as JavaScript's numbers have 53.
    assertThat(answer.body())
        .contains("\"room\":\"lobby\",\"epoch\":\"0\",\"seq\":\"9007199254740993\"");
  }

  @Test
  void aRepeatedFieldIsAParameterGivenAgain() throws Exception {
    assertThat(web.get("/v1/presence?users=Alice&users=%E5%BC%A0%E4%B8%89").body())
        .containsSubsequence("\"userId\":\"Alice\"", "\"userId\":\"张三\"");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "pageSize=many; pageSize: \\\"many\\\" (expected: an integer of 32 bits)",
        "pagesize=1; There is no field \\\"pagesize\\\" (expected: room, beforeSeq, afterSeq, ",
        "fromTime.seconds.x=1; There is no field",
        "page_size=1&page_size=2; page_size: given more than once (expected: once)",
        "after_seq=99999999999999999999; after_seq: \\\"99999999999999999999\\\" (expected: an"
            + " integer of 64 bits)",
        "from_time=yesterday; from_time: \\\"yesterday\\\" (expected: a time such as"
            + " 2026-01-31T23:59:59Z)",
        "after_seq=1&before_seq=2; before_seq: given together with afterSeq (expected: one or the"
            + " other)",
      })
  void aParameterThatDoesNotFitIsNamedWithItsValueAndWhatIsExpected(String query, String sentence)
      throws Exception {
    HttpResponse<String> answer = web.get("/v1/rooms/lobby/messages?" + query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .startsWith("{\"status\":\"INVALID_ARGUMENT\",\"code\":3,\"message\":\"" + sentence)
        .contains("\"field\":\"" + query.replaceFirst("^.*&|=.*$", "").replaceFirst("=.*", ""));
    assertThat(messages.listed).isNotDone();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\":", "[]", "7", "\u0000", "{\"text\":\"a\"} b", "{\"text\":\"a\"}{}",
        "{\"text\":\"a\"}]", "{'text':'a'}", "{text:\"a\"}", "/**/{}", "{\"text\":\"a\",}", "null"
      })
  void aBodyThatIsNotOneObjectOfJsonIsRefused(String body) throws Exception {
    HttpResponse<String> answer =
        web.send("POST", "/v1/rooms/lobby/messages", "application/json", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("The body is not one object of JSON")
        .doesNotContain("Exception", "com.google", "Strictness");
    assertThat(messages.sent).isNotDone();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"clientMessageID\":\"c1\"}; clientMessageID; There is no field",
        "{\"text\":7}; text; text: 7 (expected: text)",
        "{\"text\":true}; text; text: true (expected: text)",
        "{\"text\":{}}; text; text: an object (expected: text)",
        "{\"text\":\"a\",\"text\":\"b\"}; text; text: given more than once",
        "{\"replyToSeq\":\"x\"}; replyToSeq; an integer of 64 bits",
        "{\"replyToSeq\":1.5}; replyToSeq; an integer of 64 bits",
        "{\"replyToSeq\":[1]}; replyToSeq; replyToSeq: an array (expected: an integer of 64 bits)",
        "{\"replyToSeq\":true}; replyToSeq; an integer of 64 bits",
        "{\"mentions\":\"Bob\"}; mentions; an array, each entry text",
        "{\"mentions\":[\"Bob\",null]}; mentions[1]; null (expected: text)",
      })
  void aFieldThatDoesNotFitIsNamed(String body, String field, String sentence) throws Exception {
    HttpResponse<String> answer =
        web.send("POST", "/v1/rooms/lobby/messages", "application/json", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("\"status\":\"INVALID_ARGUMENT\"", "\"field\":\"" + field + "\"", sentence);
    assertThat(messages.sent).isNotDone();
  }

  @Test
  void nullIsAFieldThatIsNotSet() throws Exception {
    web.send("POST", "/v1/rooms/lobby/messages", null, "{\"text\":null,\"mentions\":null}");

    assertThat(messages.sent.get())
        .isEqualTo(SendMessageRequest.newBuilder().setRoom("lobby").build());
  }

  @Test
  void aParameterBesideABodyIsRefused() throws Exception {
    HttpResponse<String> answer = web.send("POST", "/v1/rooms/lobby/messages?text=a", null, "{}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("text: given in the query (expected: in the body)");
    assertThat(messages.sent).isNotDone();
  }

  @Test
  void aBodyWhoseMistakeIsLongIsRefusedLikeAnyOther() throws Exception {
    String body = "{\"" + "a.".repeat(20_000) + "\": {x}";
    HttpResponse<String> answer =
        web.send("POST", "/v1/rooms/lobby/messages", "application/json", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(messages.sent).isNotDone();
  }

  @Test
  void aBodyThatIsNotUtf8IsRefused() throws Exception {
    var request =
        web.request("/v1/rooms/lobby/messages")
            .POST(
                BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}))
            .build();

    assertThat(web.client.send(request, BodyHandlers.ofString()).body())
        .contains("The body is not UTF-8");
  }
}

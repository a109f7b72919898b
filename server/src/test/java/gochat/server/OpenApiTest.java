package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The description of the calls over HTTP, compared with what the server answers.
@SuppressWarnings("NullAway.Init")
class OpenApiTest {
  private static final String SCHEMAS = "#/components/schemas/";

  @RegisterExtension final ServerFixture server = new ServerFixture(Map.of(Setting.WEB_PORT, "0"));

  private final HttpClient http = HttpClient.newHttpClient();
  private JsonObject document;
  private String token = "";

  @BeforeEach
  void read() throws Exception {
    document = JsonParser.parseString(send("GET", "/v1/openapi.json", "").body()).getAsJsonObject();
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
  }

  private HttpResponse<String> send(String verb, String path, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.webPort() + path))
            .method(verb, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("authorization", "Bearer " + token);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private record Operation(String verb, String path, JsonObject of) {
    boolean needsToken() {
      return !of.getAsJsonArray("security").isEmpty();
    }

    /// The path with the same value for all variables.
    String filled() {
      return path.replaceAll("\\{[^}]*}", "7");
    }

    JsonObject answer() {
      return of.getAsJsonObject("responses")
          .getAsJsonObject("200")
          .getAsJsonObject("content")
          .getAsJsonObject("application/json")
          .getAsJsonObject("schema");
    }
  }

  private List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    document
        .getAsJsonObject("paths")
        .asMap()
        .forEach((path, verbs) ->
            verbs
                .getAsJsonObject()
                .asMap()
                .forEach((verb, of) ->
                    all.add(
                        new Operation(verb.toUpperCase(Locale.ROOT), path, of.getAsJsonObject()))));
    return all;
  }

  @Test
  void everyCallIsServedAndNeedsATokenAsDescribed() throws Exception {
    assertThat(operations()).hasSizeGreaterThan(30);
    for (Operation operation : operations()) {
      HttpResponse<String> answer = send(operation.verb, operation.filled(), "");

      assertThat(answer.statusCode() == 401)
          .as("%s: %s", operation, answer.body())
          .isEqualTo(operation.needsToken());
      assertThat(answer.statusCode()).as(operation.toString()).isNotIn(404, 405, 500);
    }
  }

  @Test
  void answersAndErrorsHaveTheDescribedFields() throws Exception {
    JsonObject error = schema(SCHEMAS + "Error");
    check("error", JsonParser.parseString(send("GET", "/v1/self", "").body()), error);
    // An administrator gets an answer from every call.
    String administrator =
        "{\"name\":\"Alice\",\"password\":\"correct horse\",\"adminCode\":\"%s\"}"
            .formatted(server.adminCode());
    JsonElement registered =
        JsonParser.parseString(send("POST", "/v1/register", administrator).body());
    token = registered.getAsJsonObject().getAsJsonObject("signedIn").get("token").getAsString();
    send("POST", "/v1/rooms/lobby/messages", "{\"text\":\"hi\",\"mentions\":[\"Alice\"]}");
    int answers = 0;
    for (Operation operation : operations()) {
      if (operation.verb.equals("GET") && !operation.path.equals("/v1/events")) {
        String path = operation.path.replaceFirst("\\{room}", "lobby").replaceAll("\\{[^}]*}", "1");
        HttpResponse<String> answer = send("GET", path, "");
        boolean isAnswer = answer.statusCode() == 200;
        answers += isAnswer ? 1 : 0;
        check(
            operation.path,
            JsonParser.parseString(answer.body()),
            isAnswer ? operation.answer() : error);
      }
    }
    assertThat(answers).isGreaterThan(5);
  }

  private JsonObject schema(String reference) {
    return document
        .getAsJsonObject("components")
        .getAsJsonObject("schemas")
        .getAsJsonObject(reference.substring(SCHEMAS.length()));
  }

  /// Checks `value` and all that it contains.
  private void check(String where, JsonElement value, JsonObject schema) {
    if (schema.has("$ref")) {
      check(where, value, schema(schema.get("$ref").getAsString()));
      return;
    }
    switch (schema.get("type").getAsString()) {
      case "object" -> object(where, value.getAsJsonObject(), schema);
      case "array" ->
          value
              .getAsJsonArray()
              .forEach(item -> check(where + "[]", item, schema.getAsJsonObject("items")));
      case "string" -> {
        assertThat(value.getAsJsonPrimitive().isString()).as(where).isTrue();
        JsonArray names = schema.getAsJsonArray("enum");
        if (names != null) {
          assertThat(names).as(where).contains(value);
        }
      }
      case "integer", "number" ->
          assertThat(value.getAsJsonPrimitive().isNumber()).as(where).isTrue();
      case "boolean" -> assertThat(value.getAsJsonPrimitive().isBoolean()).as(where).isTrue();
      default -> fail(where + ": " + schema);
    }
  }

  private void object(String where, JsonObject value, JsonObject schema) {
    JsonObject properties = schema.getAsJsonObject("properties");
    // Without properties it is a detail of any type.
    if (properties != null) {
      value
          .asMap()
          .forEach((name, member) -> {
            assertThat(properties.keySet()).as(where).contains(name);
            check(where + "." + name, member, properties.getAsJsonObject(name));
          });
    }
  }

  @Test
  void thePageForPeopleNamesEveryCallAndItsTypes() throws Exception {
    HttpResponse<String> page = send("GET", "/docs", "");

    assertThat(page.headers().firstValue("content-type").orElse("")).startsWith("text/html");
    for (Operation operation : operations()) {
      assertThat(page.body()).contains("<h3>" + operation.verb + " " + operation.path + "</h3>");
    }
    for (String type : document.getAsJsonObject("components").getAsJsonObject("schemas").keySet()) {
      assertThat(page.body()).contains("id=\"" + type + "\"");
    }
    assertThat(page.body()).doesNotContain("<script");
    assertThat(send("GET", "/docs.css", "").statusCode()).isEqualTo(200);
  }
}

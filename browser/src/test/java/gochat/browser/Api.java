package gochat.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A program that calls the server with the token of a user.
final class Api implements AutoCloseable {
  private static final Pattern TOKEN = Pattern.compile("\"token\": *\"([^\"]+)\"");
  private static final Pattern SEQ = Pattern.compile("\"seq\": *\"([0-9]+)\"");

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final String token;

  private Api(String url, String path, String credentials) throws Exception {
    this.url = url;
    token = find(TOKEN, call("POST", path, "", credentials));
  }

  static Api guest(String url, String name) throws Exception {
    return new Api(url, "v1/sign-in/guest", "{\"name\": \"%s\"}".formatted(name));
  }

  static Api account(String url, String name) throws Exception {
    return new Api(
        url,
        "v1/register",
        "{\"name\": \"%s\", \"password\": \"%s\"}".formatted(name, Visitor.PASSWORD));
  }

  String token() {
    return token;
  }

  HttpClient http() {
    return http;
  }

  /// @param body JSON
  /// @return the reply
  String call(String verb, String path, String body) throws IOException, InterruptedException {
    return call(verb, path, token, body);
  }

  private String call(String verb, String path, String bearer, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("content-type", "application/json")
            .method(verb, BodyPublishers.ofString(body));
    if (!bearer.isEmpty()) {
      request.header("authorization", "Bearer " + bearer);
    }
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() != 200 || response.body().contains("\"refusal\"")) {
      throw new IllegalStateException(verb + " " + path + ": " + response.body());
    }
    return response.body();
  }

  /// @param room as in a URL
  /// @param text as in JSON
  /// @return the seq of the message
  long say(String room, String text) throws Exception {
    return answer(room, 0, text);
  }

  long answer(String room, long replyTo, String text) throws Exception {
    String body = "{\"text\": \"%s\", \"replyTo\": \"%d\"}".formatted(text, replyTo);
    return Long.parseLong(find(SEQ, call("POST", "v1/rooms/" + room + "/messages", body)));
  }

  private static String find(Pattern pattern, String reply) {
    Matcher found = pattern.matcher(reply);
    if (!found.find()) {
      throw new IllegalStateException("no " + pattern + " in " + reply);
    }
    return found.group(1);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}

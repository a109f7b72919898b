package gochat.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The filter for fail2ban in docs/operate, and the log of a real server.
class FailedSignInLogTest {
  private static final Path FILTER = Path.of("../docs/operate/fail2ban/gochat.conf");
  private static final String PASSWORD = "correct horse";

  /// A text that would be another line, for another address, if it were not escaped.
  private static final String FORGED =
      "x\\n2026-01-01T00:00:00.000Z WARN  gochat.api.FailedSignIns sign-in failed address=192.0.2.9"
          + " kind=password";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private Path directory;

  /// As fail2ban reads it: the date is cut out of a line of a file before the expressions are
  /// tried.
  private record Filter(Pattern date, List<Pattern> failures) {
    static Filter read(String mode) throws IOException {
      String text = Files.readString(FILTER);
      String kinds = value(text, "kinds-" + mode).getFirst();
      return new Filter(
          Pattern.compile(
              value(text, "datepattern")
                  .getFirst()
                  .replace("%%Y-%%m-%%dT%%H:%%M:%%S", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d")
                  .replace("%%f", "\\d{1,6}")
                  .replace("%%z", "Z")),
          value(text, "failregex").stream()
              .map(line ->
                  line.replace("<ADDR>", "(?<address>[0-9a-fA-F.:]+)")
                      .replace("<kinds-<mode>>", kinds))
              .map(Pattern::compile)
              .toList());
    }

    private static List<String> value(String text, String name) {
      Matcher found = Pattern.compile("(?m)^" + name + " = (.*(?:\n +.*)*)").matcher(text);
      assertThat(found.find()).as(name).isTrue();
      return found.group(1).lines().map(String::strip).toList();
    }

    /// The addresses of failures, from a file or with the journal's words before each line.
    List<String> addresses(List<String> log, boolean isJournal) {
      return log.stream()
          .map(line ->
              isJournal ? "host bin/server[7]: " + line : date.matcher(line).replaceFirst(""))
          .flatMap(line -> failures.stream().map(pattern -> pattern.matcher(line)))
          .filter(Matcher::find)
          .map(found -> found.group("address"))
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void theFilterFindsTheAddressOfEachFailedSignIn(String format) throws Exception {
    Path err = directory.resolve("log");
    Process server = start(format, err);
    try {
      URI at = webAddress(server);
      String alice = send(at, "POST", "register", "192.0.2.1", "", account("Alice", PASSWORD));
      String token = alice.replaceFirst("(?s).*\"token\": *\"([^\"]*)\".*", "$1");

      String _ = signIn(at, "192.0.2.2", "Alice", "a wrong password");
      String _ = signIn(at, "2001:db8::3", "Nobody", "a wrong password");
      String _ = signIn(at, "192.0.2.4", "张三", "a wrong password");
      String _ = signIn(at, "192.0.2.5", FORGED, "a wrong password");
      String _ = signIn(at, "192.0.2.1", "Alice", PASSWORD);
      String _ =
          send(
              at,
              "POST",
              "register",
              "192.0.2.6",
              "",
              "{\"name\":\"Mallory\",\"password\":\"%s\",\"adminCode\":\"a wrong code\"}"
                  .formatted(PASSWORD));
      String _ = send(at, "POST", "sign-out", "192.0.2.7", "a wrong token", "{}");
      String _ =
          send(
              at,
              "PUT",
              "self/password",
              "192.0.2.8",
              token,
              "{\"oldPassword\":\"a wrong password\",\"newPassword\":\"" + PASSWORD + "\"}");

      List<String> expected =
          List.of("192.0.2.2", "2001:db8:0:0:0:0:0:3", "192.0.2.4", "192.0.2.6", "192.0.2.8");
      await()
          .untilAsserted(() ->
              assertThat(Filter.read("normal").addresses(Files.readAllLines(err), false))
                  .isEqualTo(expected));
      List<String> log = Files.readAllLines(err);
      assertThat(Filter.read("normal").addresses(log, true)).isEqualTo(expected);
      assertThat(Filter.read("aggressive").addresses(log, false))
          .containsExactly(
              "192.0.2.2",
              "2001:db8:0:0:0:0:0:3",
              "192.0.2.4",
              "192.0.2.6",
              "192.0.2.7",
              "192.0.2.8");
      assertThat(log)
          .noneMatch(
              line -> line.contains("a wrong") || line.contains(PASSWORD) || line.contains(token));
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  private Process start(String format, Path err) throws IOException {
    return ServerProgram.with(
            List.of(
                "--host=127.0.0.1",
                "--port=0",
                "--web-port=0",
                "--web-trusted-proxies=127.0.0.1",
                "--log-format=" + format,
                "--data-dir=" + directory.resolve("data")))
        .redirectError(err.toFile())
        .start();
  }

  private static URI webAddress(Process server) throws IOException {
    BufferedReader lines = server.inputReader(UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher address = Pattern.compile("http://127.0.0.1:\\d+/").matcher(line);
      if (address.find()) {
        return URI.create(address.group()).resolve("v1/");
      }
    }
    throw new AssertionError("the server ended before it listened");
  }

  private static String account(String name, String password) {
    return "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, password);
  }

  private static String signIn(URI at, String from, String name, String password) throws Exception {
    return send(at, "POST", "sign-in", from, "", account(name, password));
  }

  /// As a proxy on this machine passes on a request of the client `from`.
  private static String send(
      URI at, String method, String path, String from, String token, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(at.resolve(path))
            .method(method, BodyPublishers.ofString(body))
            .header("content-type", "application/json")
            .header("x-forwarded-for", from)
            .header("x-forwarded-proto", "https")
            .header("authorization", token.isEmpty() ? "none" : "Bearer " + token)
            .build();
    return CLIENT.send(request, BodyHandlers.ofString()).body();
  }
}

package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.grpc.NoLeaks;
import gochat.v1.RefusalReason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The files of the page, as the web port serves them.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class PageTest {
  /// The bytes that a browser with an empty cache fetches, see docs/adr/0036.
  private static final int BYTES_MAX = 150 * 1_024;

  private static final Path SOURCES = Path.of("src/main/resources/gochat/web/page");

  private static Set<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(Files::isRegularFile).collect(Collectors.toSet());
    }
  }

  @Test
  void allThatIsInTheFolderIsServedUnderItsName() throws Exception {
    Set<String> named = new TreeSet<>();
    for (Path file : sources()) {
      String name = SOURCES.relativize(file).toString();
      named.add(name.equals("index.html") ? "/" : "/" + name);
    }

    assertThat(Page.files()).extracting(PageFile::path).containsExactlyInAnyOrderElementsOf(named);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"REFUSAL_REASON_UNSPECIFIED", "UNRECOGNIZED"})
  void everyRefusalHasAChineseSentence(RefusalReason reason) throws IOException {
    String key = reason.name().replace("REFUSAL_REASON_", "");

    assertThat(Files.readAllLines(SOURCES.resolve("js/texts/problems.js")))
        .anyMatch(line -> line.matches("  " + key + ": \".*\\p{IsHan}.*\","));
  }

  @Test
  void aBrowserThatHasNothingFetchesLittle() throws Exception {
    Set<String> later =
        Pattern.compile("rel=\"later\" href=\"([^\"]+)\"")
            .matcher(Files.readString(SOURCES.resolve("index.html")))
            .results()
            .map(match -> "/" + match.group(1))
            .collect(Collectors.toSet());
    int bytes = 0;
    try (WebFixture web = WebFixture.of()) {
      for (PageFile file : Page.files()) {
        if (later.contains(file.path())) {
          continue;
        }
        bytes += fetch(web, file.path(), "gzip").body().length;
      }
    }

    System.out.printf("the page: %,d bytes of %,d%n", bytes, BYTES_MAX);
    assertThat(bytes).isLessThanOrEqualTo(BYTES_MAX);
  }

  @Test
  void noFileNamesAnotherOriginOrMakesMarkupOfText() throws Exception {
    Pattern forbidden =
        Pattern.compile(
            "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function"
                + "|src=\"https?:|href=\"https?:|[^#]url\\(|@import|import\\((?!\"\\./)");
    for (Path file : sources()) {
      assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(forbidden);
    }
  }

  private static HttpResponse<byte[]> fetch(WebFixture web, String path, String coding)
      throws Exception {
    HttpRequest request = web.request(path).header("accept-encoding", coding).build();
    return web.client.send(request, BodyHandlers.ofByteArray());
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html; charset=utf-8",
    "/css/page.css, text/css; charset=utf-8",
    "/js/main.js, text/javascript; charset=utf-8",
    "/icon.svg, image/svg+xml; charset=utf-8"
  })
  void aFileIsServedPlainOrCompressed(String path, String type) throws Exception {
    try (WebFixture web = WebFixture.of()) {
      HttpResponse<byte[]> plain = fetch(web, path, "identity");
      HttpResponse<byte[]> compressed = fetch(web, path, "br, gzip;q=0.5");

      assertThat(plain.headers().firstValue("content-type")).hasValue(type);
      assertThat(plain.headers().firstValue("content-encoding")).isEmpty();
      assertThat(compressed.headers().firstValue("content-type")).hasValue(type);
      assertThat(compressed.headers().firstValue("content-encoding")).hasValue("gzip");
      assertThat(compressed.headers().firstValue("vary")).hasValue("accept-encoding");
      assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes())
          .isEqualTo(plain.body());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip"})
  void aFileThatTheBrowserHasIsNotSentAgain(String coding) throws Exception {
    try (WebFixture web = WebFixture.of()) {
      String tag = fetch(web, "/css/page.css", coding).headers().firstValue("etag").orElseThrow();

      HttpResponse<byte[]> again =
          web.client.send(
              web.request("/css/page.css")
                  .header("accept-encoding", coding)
                  .header("if-none-match", "\"other\", W/" + tag)
                  .build(),
              BodyHandlers.ofByteArray());

      assertThat(again.statusCode()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(again.headers().firstValue("etag")).hasValue(tag);
      assertThat(again.headers().firstValue("cache-control")).hasValue("no-cache");
    }
  }

  @Test
  void theHeadAloneCanBeAskedFor() throws Exception {
    try (WebFixture web = WebFixture.of()) {
      HttpResponse<String> head = web.send("HEAD", "/", null, "");

      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
    }
  }

  @Test
  void thePageMayLoadAndReachNothingButItsServer() throws Exception {
    try (WebFixture web = WebFixture.of()) {
      HttpResponse<String> page = web.get("/");

      assertThat(page.headers().allValues("content-security-policy"))
          .singleElement()
          .satisfies(policy ->
              assertThat(policy.split("; *"))
                  .contains(
                      "default-src 'none'",
                      "script-src 'self'",
                      "style-src 'self'",
                      "connect-src 'self'",
                      "base-uri 'none'",
                      "form-action 'none'",
                      "frame-ancestors 'none'")
                  .noneMatch(directive -> directive.contains("unsafe") || directive.contains("*")));
      assertThat(page.headers().firstValue("cross-origin-opener-policy")).hasValue("same-origin");
      assertThat(page.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/index.html", "/js/", "/js/none.js", "/page/index.html", "/js%2fmain.js"})
  void aPathThatThePageDoesNotNameIsNotFound(String path) throws Exception {
    try (WebFixture web = WebFixture.of()) {
      HttpResponse<String> answer = web.get(path);

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).contains("CALL_UNKNOWN");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%2e%2e/WebServer.class", "/js/../../WebServer.class", "/..%2fpage"})
  void noPathLeavesThePage(String path) throws Exception {
    try (WebFixture web = WebFixture.of()) {
      assertThat(web.get(path).statusCode()).isBetween(400, 404);
    }
  }

  @Test
  void aBrowserWithoutScriptsIsToldWhatThisIs() throws Exception {
    try (WebFixture web = WebFixture.of()) {
      assertThat(new String(fetch(web, "/", "identity").body(), UTF_8))
          .contains("<noscript>", "GoChat server", "GoChat 服务器", "/v1");
    }
  }
}

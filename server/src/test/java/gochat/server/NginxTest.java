package gochat.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The recipe for nginx in docs/web.md, with the nginx of this machine.
@Timeout(60)
class NginxTest {
  private static final Path PAGE = Path.of("../docs/web.md");
  private static final Pattern RECIPE = Pattern.compile("```nginx\n(.*?)```", Pattern.DOTALL);

  @TempDir private static Path directory;

  private static ChatServer server;
  private static Process nginx;
  private static int asInTheRecipe;
  private static int withoutHost;

  @BeforeAll
  static void start() throws Exception {
    Path program = Path.of("/usr/sbin/nginx");
    assumeTrue(Files.isExecutable(program), "needs nginx (Debian: nginx-light)");
    server =
        ChatServer.start(
            Config.of(
                directory,
                Map.of(
                    Setting.HOST, "127.0.0.1",
                    Setting.PORT, "0",
                    Setting.WEB_PORT, "0",
                    Setting.DURABILITY, "memory",
                    Setting.WEB_HOSTS, "chat.example.org",
                    Setting.WEB_TRUSTED_PROXIES, "127.0.0.1")),
            fatal -> {
              throw new AssertionError(fatal);
            });
    asInTheRecipe = freePort();
    withoutHost = freePort();
    String recipe = recipe();
    Path configuration =
        Files.writeString(
            directory.resolve("nginx.conf"),
            """
            daemon off;
            pid %1$s/nginx.pid;
            error_log stderr;
            events {}
            http {
              access_log off;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              %2$s
              server { listen 127.0.0.1:%3$d; location / { proxy_pass http://127.0.0.1:%4$d; } }
            }
            """
                .formatted(directory, recipe, withoutHost, server.webPort().getAsInt()));
    nginx =
        new ProcessBuilder(program.toString(), "-e", "stderr", "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("nginx.log").toFile())
            .start();
    await().until(() -> listens(asInTheRecipe) && listens(withoutHost));
  }

  /// The recipe, on a port of this test and without its certificate.
  private static String recipe() throws IOException {
    Matcher block = RECIPE.matcher(Files.readString(PAGE));
    assertThat(block.find()).as("a recipe in %s", PAGE).isTrue();
    return block
        .group(1)
        .replace("listen 443 ssl;", "listen 127.0.0.1:" + asInTheRecipe + ";")
        .replace("http://127.0.0.1:8080", "http://127.0.0.1:" + server.webPort().getAsInt());
  }

  @AfterAll
  static void stop() throws Exception {
    if (nginx != null) {
      nginx.destroy();
      nginx.waitFor(10, TimeUnit.SECONDS);
    }
    if (server != null) {
      server.close();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean listens(int port) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void thePageAndItsCallsPass() throws Exception {
    String origin = "Origin: http://chat.example.org:" + asInTheRecipe;
    String host = "Host: chat.example.org:" + asInTheRecipe;

    assertThat(ask(asInTheRecipe, "GET / HTTP/1.1", host, origin)).startsWith("HTTP/1.1 200");
    assertThat(guest(asInTheRecipe, "Ann", host, origin)).startsWith("HTTP/1.1 200");
  }

  @Test
  void webSocketsPass() throws Exception {
    assertThat(
            ask(
                asInTheRecipe,
                "GET /v1/connect HTTP/1.1",
                "Host: chat.example.org",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="))
        .startsWith("HTTP/1.1 101");
  }

  @Test
  void aNameThatIsNotTheServersIsRefusedThere() throws Exception {
    assertThat(guest(asInTheRecipe, "Bo", "Host: evil.example")).startsWith("HTTP/1.1 421");
  }

  @Test
  void withoutTheRecipeThePageIsServedAndItsBrowserBelieved() throws Exception {
    String origin = "Origin: https://somewhere.example";
    String host = "Host: somewhere.example";

    assertThat(ask(withoutHost, "GET / HTTP/1.1", host, origin)).startsWith("HTTP/1.1 200");
    assertThat(guest(withoutHost, "Cy", host, origin, "Sec-Fetch-Site: same-origin"))
        .startsWith("HTTP/1.1 200");
    assertThat(guest(withoutHost, "Di", host, origin))
        .startsWith("HTTP/1.1 403")
        .contains("ORIGIN_FOREIGN", "--web-hosts");
  }

  private static String guest(int port, String name, String... headers) throws IOException {
    String body = "{\"name\":\"" + name + "\"}";
    Stream<String> more =
        Stream.of("Content-Type: application/json", "Content-Length: " + body.length(), "", body);
    return ask(
        port,
        "POST /v1/sign-in/guest HTTP/1.1",
        Stream.concat(Stream.of(headers), more).toArray(String[]::new));
  }

  /// The first bytes of the answer, a body included if it came with its head.
  private static String ask(int port, String line, String... headers) throws IOException {
    List<String> lines = Stream.concat(Stream.of(line), Stream.of(headers)).toList();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      boolean hasBody = lines.contains("");
      String request = String.join("\r\n", lines) + (hasBody ? "" : "\r\n\r\n");
      socket.getOutputStream().write(request.getBytes(UTF_8));
      StringBuilder answer = new StringBuilder();
      byte[] bytes = new byte[8_192];
      while (!answer.toString().contains("\r\n\r\n")) {
        int read = socket.getInputStream().read(bytes);
        if (read < 0) {
          break;
        }
        answer.append(new String(bytes, 0, read, UTF_8));
      }
      return answer.toString();
    }
  }
}

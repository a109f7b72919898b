package gochat.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A recipe for a proxy in docs/web.md, with the proxy of this machine in front of a server. No
/// address is exempt from limits, so that 127.0.0.2 and 127.0.0.3 are two clients of the proxy.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProxyRecipe {
  private static final Path PAGE = Path.of("../docs/web.md");
  private static final int STARTS_MAX = 3;
  private static final InetAddress GUESSER = InetAddress.ofLiteral("127.0.0.2");
  private static final InetAddress OTHERS = InetAddress.ofLiteral("127.0.0.3");

  protected int port;
  private final String program;
  private final String needed;
  private final String language;
  private ChatServer server;
  private Process proxy;

  /// @param program its path on Debian
  /// @param needed the reason for a skipped test where it is missing
  /// @param language of the recipe, as its block in the page is marked
  ProxyRecipe(String program, String needed, String language) {
    this.program = program;
    this.needed = needed;
    this.language = language;
  }

  /// The command that runs the proxy according to the recipe, but on [#port] and without a
  /// certificate.
  abstract List<String> command(String program, String recipe, Path directory) throws IOException;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    assumeTrue(Files.isExecutable(Path.of(program)), needed);
    server =
        ChatServer.start(
            ServerFixture.config(
                directory,
                Map.of(
                    Setting.WEB_PORT, "0",
                    Setting.DURABILITY, "memory",
                    Setting.WEB_URL, "https://chat.example.org",
                    Setting.WEB_TRUSTED_PROXIES, "127.0.0.1",
                    Setting.LIMIT_EXEMPT, "",
                    Setting.CONNECTION_PER_ADDRESS_MAX, "2",
                    Setting.GUEST_PER_ADDRESS_MAX, "10")),
            fatal -> {
              throw new AssertionError(fatal);
            });
    Path log = directory.resolve("proxy.log");
    // A port that was free may be taken by another program before the proxy listens there.
    int starts = 0;
    do {
      port = freePort();
      ProcessBuilder builder =
          new ProcessBuilder(command(program, recipe(), directory))
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      // A proxy keeps its own files in these directories.
      builder.environment().put("HOME", directory.toString());
      builder.environment().put("XDG_DATA_HOME", directory.toString());
      builder.environment().put("XDG_CONFIG_HOME", directory.toString());
      proxy = builder.start();
      await().until(() -> listens(port) || !proxy.isAlive());
      starts++;
    } while (!proxy.isAlive() && starts < STARTS_MAX);
    assertThat(proxy.isAlive()).as(Files.readString(log)).isTrue();
  }

  private String recipe() throws IOException {
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertThat(block.find()).as("a recipe for %s in %s", language, PAGE).isTrue();
    return block.group(1).replace("127.0.0.1:8080", "127.0.0.1:" + webPort());
  }

  protected int webPort() {
    return server.webPort().getAsInt();
  }

  @AfterAll
  void stop() throws Exception {
    if (proxy != null) {
      proxy.destroy();
      proxy.waitFor();
    }
    if (server != null) {
      server.close();
    }
  }

  protected static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  protected static boolean listens(int port) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void thePageAndItsCallsPass() throws Exception {
    String origin = "Origin: http://chat.example.org:" + port;

    assertThat(ask(OTHERS, port, "GET / HTTP/1.1", host(), origin)).startsWith("HTTP/1.1 200");
    assertThat(guest(OTHERS, port, "Ann", host(), origin)).startsWith("HTTP/1.1 200");
  }

  @Test
  void webSocketsPassAndTheProxyIsNotOneAddress() throws Exception {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        Socket socket = connect(OTHERS, port);
        open.add(socket);
        assertThat(
                ask(
                    socket,
                    "GET /v1/connect HTTP/1.1",
                    host(),
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="))
            .startsWith("HTTP/1.1 101");
      }
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  @Test
  void callsUnderAnotherServersNameAreNotServed() throws Exception {
    assertThat(guest(OTHERS, port, "Bo", "Host: evil.example:" + port)).doesNotContain("\"token\"");
  }

  @Test
  void aGuesserDoesNotBlockAnotherAddress() throws Exception {
    String credentials = "\"name\":\"Alice\",\"password\":\"correct horse\"";
    assertThat(call(OTHERS, "register", credentials)).contains("\"token\"");
    for (int i = 0; i < 20; i++) {
      call(GUESSER, "sign-in", "\"name\":\"name%d\",\"password\":\"wrong\"".formatted(i % 5));
    }

    assertThat(call(GUESSER, "sign-in", credentials)).contains("THROTTLED");
    String signedIn = call(OTHERS, "sign-in", credentials);
    assertThat(signedIn).contains("\"token\"");

    // With the guesser behind the same address, a device that was here before still comes in.
    String device = signedIn.replaceAll("(?s).*(\"deviceToken\": *\"[^\"]*\").*", "$1");
    assertThat(call(GUESSER, "sign-in", credentials + "," + device)).contains("\"token\"");
  }

  @Test
  void registrationsOfOneAddressDoNotBlockAnotherAddress() throws Exception {
    callOften(500, GUESSER, "register", user("Reg") + ",\"adminCode\":\"none\"");

    assertThat(call(GUESSER, "register", user("Carol"))).contains("THROTTLED");
    assertThat(call(OTHERS, "register", user("Carol"))).contains("\"token\"");
  }

  @Test
  void guestsOfOneAddressDoNotBlockAnotherAddress() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(guest(GUESSER, port, "Guest" + i, host())).contains("\"token\"");
    }

    assertThat(guest(GUESSER, port, "Dave", host())).contains("TOO_MANY");
    assertThat(guest(OTHERS, port, "Dave", host())).contains("\"token\"");
  }

  private static String user(String name) {
    return "\"name\":\"%s\",\"password\":\"correct horse\"".formatted(name);
  }

  private String host() {
    return "Host: chat.example.org:" + port;
  }

  private String call(InetAddress from, String method, String fields) throws IOException {
    return post(from, port, method, "{" + fields + "}", host());
  }

  /// The same call so often, on one connection and without waiting for the answers.
  private void callOften(int times, InetAddress from, String method, String fields)
      throws IOException {
    String head = "POST /v1/%s HTTP/1.1\r\n%s\r\n".formatted(method, host());
    String body =
        "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n{%s}"
            .formatted(fields.length() + 2, fields);
    String requests = (head + body).repeat(times - 1) + head + "Connection: close\r\n" + body;
    try (Socket socket = connect(from, port)) {
      socket.getOutputStream().write(requests.getBytes(UTF_8));
      String answers = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answers.split("HTTP/1.1 403", -1)).hasSize(times + 1);
    }
  }

  protected static String guest(InetAddress from, int port, String name, String... headers)
      throws IOException {
    return post(from, port, "sign-in/guest", "{\"name\":\"" + name + "\"}", headers);
  }

  private static String post(
      InetAddress from, int port, String method, String body, String... headers)
      throws IOException {
    Stream<String> more =
        Stream.of(
            "Content-Type: application/json",
            "Content-Length: " + body.length(),
            "Connection: close",
            "",
            body);
    return ask(
        from,
        port,
        "POST /v1/" + method + " HTTP/1.1",
        Stream.concat(Stream.of(headers), more).toArray(String[]::new));
  }

  protected static String ask(InetAddress from, int port, String line, String... headers)
      throws IOException {
    try (Socket socket = connect(from, port)) {
      return ask(socket, line, headers);
    }
  }

  private static Socket connect(InetAddress from, int port) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    socket.setSoTimeout(60_000);
    return socket;
  }

  /// The answer: to its end when the connection is to close, else its first bytes.
  private static String ask(Socket socket, String line, String... headers) throws IOException {
    List<String> lines = Stream.concat(Stream.of(line), Stream.of(headers)).toList();
    boolean hasBody = lines.contains("");
    String request = String.join("\r\n", lines) + (hasBody ? "" : "\r\n\r\n");
    socket.getOutputStream().write(request.getBytes(UTF_8));
    StringBuilder answer = new StringBuilder();
    byte[] bytes = new byte[8_192];
    while (hasBody || !answer.toString().contains("\r\n\r\n")) {
      int read = socket.getInputStream().read(bytes);
      if (read < 0) {
        break;
      }
      answer.append(new String(bytes, 0, read, UTF_8));
    }
    return answer.toString();
  }
}

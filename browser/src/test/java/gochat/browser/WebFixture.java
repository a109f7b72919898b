package gochat.browser;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import gochat.client.RealServer;
import gochat.client.v1.Chat;
import gochat.client.v1.Options;
import gochat.client.v1.Outcome;
import gochat.client.v1.Peer;
import gochat.server.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A server with data of its own for each test, and its visitors in the browser that is installed
/// on this machine; nothing is downloaded. A test fails if a browser's console has an error or a
/// warning that the test did not expect. Without a browser the tests are skipped.
final class WebFixture implements BeforeEachCallback, AfterEachCallback {
  /// A name of this machine that the browser does not trust, unlike `localhost`.
  private static final String OTHER_HOST = "chat.test";

  /// The engine without a window comes first: it takes half of the processor's time.
  private static final List<Path> BROWSERS =
      List.of(
          Path.of("/usr/bin/chromium-headless-shell"),
          Path.of("/usr/bin/chromium"),
          Path.of("/usr/bin/chromium-browser"),
          Path.of("/usr/bin/google-chrome"));

  /// One for all tests of a process, which run on one thread.
  private static @Nullable Browser browser;

  private final List<Visitor> visitors = new ArrayList<>();
  private final Map<Setting, String> settings =
      new EnumMap<>(
          Map.of(
              Setting.WEB_PORT, "0", Setting.WEB_HOSTS, OTHER_HOST, Setting.DURABILITY, "async"));

  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @SuppressWarnings("NullAway.Init")
  private RealServer server;

  WebFixture() {
    this(Map.of());
  }

  /// @param changed settings that differ from those of most tests
  WebFixture(Map<Setting, String> changed) {
    settings.putAll(changed);
  }

  /// `CHROMIUM` names a browser that is elsewhere.
  private static Optional<Path> installedBrowser() {
    @Nullable String named = System.getenv("CHROMIUM");
    return Stream.concat(Stream.ofNullable(named).map(Path::of), BROWSERS.stream())
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Browser launch(Path executable) {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    // The end of the process is the only one that all its test classes share.
    Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
    return playwright
        .chromium()
        .launch(
            new LaunchOptions()
                .setExecutablePath(executable)
                .setArgs(
                    List.of(
                        "--host-resolver-rules=MAP " + OTHER_HOST + " 127.0.0.1",
                        // There is no such processor: a process for it costs a tenth more.
                        "--in-process-gpu"))
                // Root, the user of continuous integration, can't have it.
                .setChromiumSandbox(false));
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    if (browser == null) {
      browser = installedBrowser().map(WebFixture::launch).orElse(null);
    }
    assumeTrue(browser != null, "needs Chromium (Debian: chromium-headless-shell or chromium)");
    directory = Files.createTempDirectory("gochat-browser");
    server = RealServer.start(directory, settings);
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    if (server == null) {
      return;
    }
    try {
      visitors.forEach(Visitor::leave);
    } finally {
      server.close();
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /// Starts the server again, at the same port.
  void startServer() throws IOException {
    server.startAgain();
  }

  /// The same, with a limit for a room: see [RealServer#startAgainKeeping].
  void startServerKeeping(String room, long events) throws IOException {
    server.startAgainKeeping(room, events);
  }

  void stopServer() {
    server.stop();
  }

  String url() {
    return "http://localhost:" + server.webPort() + "/";
  }

  /// The same page at an address that is neither encrypted nor `localhost`.
  String untrustedUrl() {
    return "http://" + OTHER_HOST + ":" + server.webPort() + "/";
  }

  /// A visitor on the sign-in page, with a wide window and an English browser.
  Visitor visit() {
    return visit(new NewContextOptions());
  }

  /// @param options the differences from a wide window and an English browser
  Visitor visit(NewContextOptions options) {
    return visit(options, url());
  }

  Visitor visit(NewContextOptions options, String url) {
    if (options.locale == null) {
      options.setLocale("en-US");
    }
    if (options.viewportSize == null) {
      options.setViewportSize(1280, 800);
    }
    if (browser == null) {
      throw new IllegalStateException("the test has not begun");
    }
    BrowserContext context = browser.newContext(options.setTimezoneId("Europe/Berlin"));
    Visitor visitor = new Visitor(context, url);
    visitors.add(visitor);
    return visitor;
  }

  /// A guest in the lobby.
  Visitor guest(String name) {
    return visit().enterAsGuest(name);
  }

  /// A newly registered user in the lobby.
  Visitor account(String name) {
    return visit().register(name);
  }

  /// The administrator of the server, who has registered, in the lobby.
  Visitor administrator(String name) {
    return administrator(name, new NewContextOptions());
  }

  Visitor administrator(String name, NewContextOptions options) {
    return visit(options).register(name, server.adminCode().orElseThrow());
  }

  /// A newly registered user of the client library.
  Peer peer(String name) {
    return new Peer(server.address(), name);
  }

  /// Posts the messages "message 1", "message 2" and so on to the lobby.
  void fillLobby(int messages) throws Exception {
    String token = server.endpoint().signInAsGuest("writer").getToken();
    try (Chat chat = server.endpoint().open(token, Options.DEFAULT, (_, _) -> {})) {
      List<CompletableFuture<Outcome>> outcomes =
          IntStream.rangeClosed(1, messages)
              .mapToObj(i -> chat.send("lobby", "message " + i))
              .toList();
      for (CompletableFuture<Outcome> outcome : outcomes) {
        Assertions.assertThat(outcome.get(60, SECONDS)).isInstanceOf(Outcome.Stored.class);
      }
    }
  }
}

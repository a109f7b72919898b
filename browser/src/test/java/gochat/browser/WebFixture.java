package gochat.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import gochat.client.LoopbackServer;
import gochat.server.ChatServer;
import gochat.server.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A server with data of its own for each test, and its visitors. After a test nothing may stand in
/// a browser's console that the test did not expect. Without a browser the tests are skipped.
final class WebFixture implements BeforeEachCallback, AfterEachCallback {
  private final List<Visitor> visitors = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @SuppressWarnings("NullAway.Init")
  private ChatServer server;

  @SuppressWarnings("NullAway.Init")
  private Browser browser;

  private int port;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    Optional<Browser> installed = Chromium.browser();
    assumeTrue(
        installed.isPresent(), "needs Chromium (Debian: chromium-headless-shell or chromium)");
    browser = installed.get();
    directory = Files.createTempDirectory("gochat-browser");
    startServer();
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

  /// Starts the server, the first time on any port and then on the same.
  void startServer() throws IOException {
    server =
        LoopbackServer.start(
            directory,
            Map.of(
                Setting.WEB_PORT, Integer.toString(port), Setting.WEB_HOSTS, Chromium.OTHER_HOST));
    port = server.webPort().orElseThrow();
  }

  void stopServer() {
    server.close();
  }

  String url() {
    return "http://localhost:" + port + "/";
  }

  /// The same without what browsers want for trust: encryption, or this machine.
  String untrustedUrl() {
    return "http://" + Chromium.OTHER_HOST + ":" + port + "/";
  }

  /// Somebody at the door, with a desk and an English browser.
  Visitor visit() {
    return visit(new NewContextOptions());
  }

  /// @param options what differs from a desk with an English browser
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
    BrowserContext context = browser.newContext(options.setTimezoneId("Europe/Berlin"));
    Visitor visitor = new Visitor(context, url);
    visitors.add(visitor);
    return visitor;
  }

  /// A guest in the lobby.
  Visitor guest(String name) {
    return visit().enterAsGuest(name);
  }

  /// Somebody who has registered, in the lobby.
  Visitor account(String name) {
    return visit().register(name);
  }
}

package gochat.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The browser that is installed on this machine; nothing is downloaded. One for all tests of a
/// run, used by one thread.
final class Chromium implements AutoCloseable {
  /// This machine by a name that the browser does not trust as it trusts `localhost`.
  static final String OTHER_HOST = "chat.test";

  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/bin/chromium"),
          Path.of("/usr/bin/chromium-browser"),
          Path.of("/usr/bin/google-chrome"));

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Path executable) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(executable)
                    .setArgs(List.of("--host-resolver-rules=MAP " + OTHER_HOST + " 127.0.0.1"))
                    // Whoever is root, as continuous integration is, can't have it.
                    .setChromiumSandbox(false));
  }

  /// Empty when none is installed. `CHROMIUM` names one that is elsewhere.
  static Optional<Chromium> find() {
    @Nullable String named = System.getenv("CHROMIUM");
    return Stream.concat(Stream.ofNullable(named).map(Path::of), PLACES.stream())
        .filter(Files::isExecutable)
        .findFirst()
        .map(Chromium::new);
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}

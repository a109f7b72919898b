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
/// process, started by the first one and used by one thread.
final class Chromium {
  /// This machine by a name that the browser does not trust as it trusts `localhost`.
  static final String OTHER_HOST = "chat.test";

  /// The engine without a window comes first: it takes half of the processor's time.
  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/bin/chromium-headless-shell"),
          Path.of("/usr/bin/chromium"),
          Path.of("/usr/bin/chromium-browser"),
          Path.of("/usr/bin/google-chrome"));

  private static @Nullable Browser browser;

  private Chromium() {}

  /// Empty when none is installed. `CHROMIUM` names one that is elsewhere.
  static Optional<Browser> browser() {
    if (browser == null) {
      browser = installed().map(Chromium::launch).orElse(null);
    }
    return Optional.ofNullable(browser);
  }

  private static Optional<Path> installed() {
    @Nullable String named = System.getenv("CHROMIUM");
    return Stream.concat(Stream.ofNullable(named).map(Path::of), PLACES.stream())
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Browser launch(Path executable) {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    // Classes of tests that run one after the other have no common end but that of the process.
    Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
    return playwright
        .chromium()
        .launch(
            new LaunchOptions()
                .setExecutablePath(executable)
                .setArgs(List.of("--host-resolver-rules=MAP " + OTHER_HOST + " 127.0.0.1"))
                // Root, the user of continuous integration, can't have it.
                .setChromiumSandbox(false));
  }
}

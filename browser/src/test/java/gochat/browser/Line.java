package gochat.browser;

import com.microsoft.playwright.WebSocketRoute;
import java.util.function.Predicate;

/// The line between a visitor's page and the server, which can be cut.
final class Line {
  private static final int GOING_AWAY = 1001;

  private Predicate<String> cutsAt = _ -> false;
  private boolean isCut;
  private boolean isCutWhenBroken;

  /// @param visitor at the door: pages that are open already have their line
  Line(Visitor visitor) {
    visitor.page().routeWebSocket(url -> true, this::connect);
    visitor.page().reload();
  }

  private void connect(WebSocketRoute page) {
    if (isCut) {
      close(page);
      return;
    }
    WebSocketRoute server = page.connectToServer();
    page.onMessage(frame -> server.send(frame.text()));
    server.onMessage(frame -> {
      if (cutsAt.test(frame.text())) {
        cutsAt = _ -> false;
        isCut = isCutWhenBroken;
        close(server);
        close(page);
      } else if (!isCut) {
        page.send(frame.text());
      }
    });
  }

  /// Playwright for Java needs a code.
  private static void close(WebSocketRoute end) {
    end.close(new WebSocketRoute.CloseOptions().setCode(GOING_AWAY).setReason("cut"));
  }

  /// When it breaks, no connection comes about until [#mend].
  void cutWhenBroken() {
    isCutWhenBroken = true;
  }

  void mend() {
    isCut = false;
  }

  /// Breaks instead of bringing the next frame that has a text in it.
  void breakBefore(String text) {
    cutsAt = frame -> frame.contains(text);
  }
}

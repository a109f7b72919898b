package gochat.browser;

import static java.util.Objects.requireNonNull;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The line between a visitor's page and the server. A test can cut it.
final class Line {
  private static final int GOING_AWAY = 1001;

  private final Page tab;
  private Predicate<String> cutsAt = _ -> false;
  private boolean isCut;
  private @Nullable String refusal;
  private @Nullable WebSocketRoute last;
  private boolean isCutWhenBroken;
  private final Queue<Runnable> held = new ArrayDeque<>();
  private Predicate<String> holdsAt = _ -> false;
  private boolean isSilent;

  /// @param visitor on the sign-in page: a page that is connected has its line already
  Line(Visitor visitor) {
    tab = visitor.page();
    tab.routeWebSocket(url -> true, this::connect);
    tab.reload();
  }

  private void connect(WebSocketRoute page) {
    if (isCut) {
      close(page);
      return;
    }
    last = page;
    if (refusal != null) {
      String frame = refusal;
      page.onMessage(_ -> {
        page.send(frame);
        close(page);
      });
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
      } else if (isSilent || holdsAt.test(frame.text())) {
        holdsAt = _ -> false;
        held.add(() -> page.send(frame.text()));
      } else if (!isCut) {
        page.send(frame.text());
      }
    });
  }

  /// Playwright for Java requires a code.
  private static void close(WebSocketRoute end) {
    end.close(new WebSocketRoute.CloseOptions().setCode(GOING_AWAY).setReason("cut"));
  }

  /// After its next break the line stays cut until [#mend].
  void cutWhenBroken() {
    isCutWhenBroken = true;
  }

  /// Ends the connection, and fails all others until [#mend].
  void cut() {
    isCut = true;
    close(requireNonNull(last, "there was no connection"));
  }

  /// Ends the connection, and refuses all others until [#mend].
  ///
  /// @param code of `google.rpc.Code`
  void refuse(int code, String sentence) {
    refusal =
        "{\"reply\": {\"id\": \"0\", \"error\": {\"code\": %d, \"message\": \"%s\"}}}"
            .formatted(code, sentence);
    close(requireNonNull(last, "there was no connection"));
  }

  void mend() {
    isCut = false;
    refusal = null;
  }

  /// Holds the next frame that contains a text until [#release].
  void hold(String text) {
    holdsAt = frame -> frame.contains(text);
  }

  /// Holds all frames from now on until [#release].
  void silence() {
    isSilent = true;
  }

  /// Delivers the held frames, as soon as there is one.
  void release() {
    tab.waitForCondition(() -> !held.isEmpty());
    isSilent = false;
    for (Runnable frame; (frame = held.poll()) != null; ) {
      frame.run();
    }
  }

  /// Breaks before the next frame that contains a text.
  void breakBefore(String text) {
    cutsAt = frame -> frame.contains(text);
  }
}

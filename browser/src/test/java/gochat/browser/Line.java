package gochat.browser;

import static java.util.Objects.requireNonNull;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The line between a visitor's page and the server, which can be cut.
final class Line {
  private static final int GOING_AWAY = 1001;

  private final Page tab;
  private Predicate<String> cutsAt = _ -> false;
  private boolean isCut;
  private WebSocketRoute.@Nullable CloseOptions refusal;
  private @Nullable WebSocketRoute last;
  private boolean isCutWhenBroken;
  private final Queue<Runnable> held = new ArrayDeque<>();
  private Predicate<String> holdsAt = _ -> false;
  private boolean isSilent;

  /// @param visitor at the door: pages that are open already have their line
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
      WebSocketRoute.CloseOptions how = refusal;
      page.onMessage(_ -> page.close(how));
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

  /// Playwright for Java needs a code.
  private static void close(WebSocketRoute end) {
    end.close(new WebSocketRoute.CloseOptions().setCode(GOING_AWAY).setReason("cut"));
  }

  /// When it breaks, no connection comes about until [#mend].
  void cutWhenBroken() {
    isCutWhenBroken = true;
  }

  /// Ends the connection, and no other comes about until [#mend].
  void cut() {
    isCut = true;
    close(requireNonNull(last, "there was no connection"));
  }

  /// Ends the connection; who comes again is refused until [#mend].
  ///
  /// @param code of RFC 6455
  void refuse(int code, String sentence) {
    refusal = new WebSocketRoute.CloseOptions().setCode(code).setReason(sentence);
    close(requireNonNull(last, "there was no connection"));
  }

  void mend() {
    isCut = false;
    refusal = null;
  }

  /// Keeps the next frame that has a text in it until [#release].
  void hold(String text) {
    holdsAt = frame -> frame.contains(text);
  }

  /// Keeps all frames from now on until [#release].
  void silence() {
    isSilent = true;
  }

  /// Brings what is kept, as soon as there is something.
  void release() {
    tab.waitForCondition(() -> !held.isEmpty());
    isSilent = false;
    for (Runnable frame; (frame = held.poll()) != null; ) {
      frame.run();
    }
  }

  /// Breaks instead of bringing the next frame that has a text in it.
  void breakBefore(String text) {
    cutsAt = frame -> frame.contains(text);
  }
}

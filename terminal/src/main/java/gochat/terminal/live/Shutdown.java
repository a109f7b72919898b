package gochat.terminal.live;

import gochat.terminal.exit.SessionResult;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal.Signal;

/// Ends a session. It waits only for messages that could be lost, and only for a short time.
final class Shutdown {
  /// The longest wait for a server that does not answer.
  private static final Duration LEAVE_AT_MOST = Duration.ofMillis(1_400);

  private static final Duration SIGN_OUT_AT_MOST = Duration.ofMillis(500);
  private static final Duration RESTORE_AT_MOST = Duration.ofMillis(200);
  private static final int INTERRUPTED = 128 + 2;

  private final LiveSession.Environment environment;
  private final ChatView view;
  private final AccountActions account;
  private final StateFile stateFile;
  private final Attributes found;

  /// @param found the terminal's attributes before the session
  Shutdown(
      LiveSession.Environment environment,
      ChatView view,
      AccountActions account,
      StateFile stateFile,
      Attributes found) {
    this.environment = environment;
    this.view = view;
    this.account = account;
    this.stateFile = stateFile;
    this.found = found;
  }

  /// Called after the terminal was restored; Ctrl+C ends it at once.
  ///
  /// @param finish handles the events that have come
  /// @return sentences about messages whose outcome is not known
  List<String> leave(Runnable finish) throws InterruptedException {
    environment.terminal().handle(Signal.INT, _ -> atOnce());
    stateFile.save(true);
    int uncertainBefore = view.chat().uncertain().size();
    view.connection().leave(LEAVE_AT_MOST);
    finish.run();
    stateFile.save(true);
    // A server that does not answer removes a guest by itself.
    var _ =
        Thread.startVirtualThread(() -> account.signOutGuest(environment.server()))
            .join(SIGN_OUT_AT_MOST);
    List<String> uncertain = view.chat().uncertain();
    return lost(uncertain.subList(uncertainBefore, uncertain.size()));
  }

  private List<String> lost(List<String> uncertain) {
    List<String> lost = new ArrayList<>();
    int unsent = view.chat().unsentCount();
    if (unsent > 0) {
      lost.add(view.text("unsent", unsent));
    }
    Texts texts = environment.texts();
    List<String> sentences =
        uncertain.stream().map(text -> texts.get("uncertain", VisibleText.sentence(text))).toList();
    lost.addAll(SessionResult.shortened(sentences, texts));
    return lost;
  }

  /// Restores the terminal and ends the process. A blocked session thread or a stopped terminal
  /// does not delay it. Any thread may call it.
  void atOnce() {
    Thread restoring = Thread.ofPlatform().daemon().start(view.screen()::abandon);
    try {
      restoring.join(RESTORE_AT_MOST);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    environment.terminal().setAttributes(found);
    Runtime.getRuntime().halt(INTERRUPTED);
  }
}

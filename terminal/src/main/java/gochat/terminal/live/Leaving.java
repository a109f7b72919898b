package gochat.terminal.live;

import gochat.terminal.text.VisibleText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal.Signal;

/// The end of a session, which waits for nothing but what the user may lose, and not for long.
final class Leaving {
  /// A server that hangs holds nobody up for longer.
  private static final Duration LEAVE_AT_MOST = Duration.ofMillis(1_400);

  private static final Duration SIGN_OUT_AT_MOST = Duration.ofMillis(500);
  private static final Duration RESTORE_AT_MOST = Duration.ofMillis(200);
  private static final int UNCERTAIN_SHOWN_MAX = 5;
  private static final int INTERRUPTED = 128 + 2;

  private final LiveSession.Surroundings surroundings;
  private final Desk desk;
  private final Identity identity;
  private final Keeper keeper;
  private final Attributes found;

  /// @param found how the terminal was before the session took it
  Leaving(
      LiveSession.Surroundings surroundings,
      Desk desk,
      Identity identity,
      Keeper keeper,
      Attributes found) {
    this.surroundings = surroundings;
    this.desk = desk;
    this.identity = identity;
    this.keeper = keeper;
    this.found = found;
  }

  /// Called when the terminal is as it was; Ctrl+C ends it.
  ///
  /// @param finish takes in what has come
  /// @return what has become of messages that were on their way, for people
  List<String> leave(Runnable finish) throws InterruptedException {
    surroundings.terminal().handle(Signal.INT, _ -> atOnce());
    keeper.keep(true);
    int uncertainBefore = desk.chat().uncertain().size();
    desk.uplink().leave(LEAVE_AT_MOST);
    finish.run();
    keeper.keep(true);
    // A server that does not answer forgets a guest by itself.
    var _ =
        Thread.startVirtualThread(() -> identity.leaveForGood(surroundings.server()))
            .join(SIGN_OUT_AT_MOST);
    List<String> uncertain = desk.chat().uncertain();
    return lost(uncertain.subList(uncertainBefore, uncertain.size()));
  }

  private List<String> lost(List<String> uncertain) {
    List<String> lost = new ArrayList<>();
    int unsent = desk.chat().unsentCount();
    if (unsent > 0) {
      lost.add(desk.text("unsent", unsent));
    }
    uncertain.stream()
        .limit(UNCERTAIN_SHOWN_MAX)
        .map(text -> surroundings.texts().get("uncertain", VisibleText.sentence(text)))
        .forEach(lost::add);
    if (uncertain.size() > UNCERTAIN_SHOWN_MAX) {
      int more = uncertain.size() - UNCERTAIN_SHOWN_MAX;
      lost.add(surroundings.texts().get("uncertain.more", more));
    }
    return lost;
  }

  /// Ends the program with the terminal as it was. Neither a session that is held up nor a terminal
  /// whose output is stopped delays it. Called by any thread.
  void atOnce() {
    Thread restoring = Thread.ofPlatform().daemon().start(desk.screen()::abandon);
    try {
      restoring.join(RESTORE_AT_MOST);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    surroundings.terminal().setAttributes(found);
    Runtime.getRuntime().halt(INTERRUPTED);
  }
}

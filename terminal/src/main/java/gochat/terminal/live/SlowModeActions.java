package gochat.terminal.live;

import gochat.terminal.chat.Room;
import gochat.terminal.text.RetentionText;
import gochat.terminal.text.VisibleText;
import gochat.v1.SetSlowModeRequest;
import java.time.Duration;

/// The command about the slow mode of the shown room.
final class SlowModeActions {
  private static final String OFF = "off";

  private final ChatView view;

  SlowModeActions(ChatView view) {
    this.view = view;
  }

  /// @param typed a time such as `30s`, or `off`; empty: shows the interval
  void slowMode(String typed) {
    Room room = view.chat().current();
    if (room == null) {
      view.notice("not-connected");
    } else if (typed.isEmpty()) {
      show(room.slowMode());
    } else if (typed.equals(OFF)) {
      set(room, Duration.ZERO);
    } else {
      Times.parse(typed)
          .ifPresentOrElse(
              interval -> set(room, interval),
              () -> view.notice("slowmode.bad", VisibleText.sentence(typed)));
    }
  }

  private void show(Duration interval) {
    if (interval.isZero()) {
      view.notice("slowmode.none");
    } else {
      view.notice("slowmode.is", RetentionText.age(interval, view.texts().common()));
    }
  }

  private void set(Room room, Duration interval) {
    view.ask(
        requests ->
            requests.setSlowMode(
                SetSlowModeRequest.newBuilder()
                    .setRoom(room.id())
                    .setIntervalSeconds((int) interval.toSeconds())
                    .build()),
        _ -> {});
  }
}

package gochat.terminal.live;

import gochat.terminal.chat.Room;
import gochat.terminal.text.RetentionText;
import gochat.terminal.text.VisibleText;
import gochat.v1.Retention;
import gochat.v1.SetRetentionRequest;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The command about how much of the shown room is kept.
final class RetentionActions {
  private static final String OFF = "off";
  private static final Pattern EVENTS = Pattern.compile("[1-9]\\d{2,8}");

  private final ChatView view;

  RetentionActions(ChatView view) {
    this.view = view;
  }

  /// @param age a time such as `30d`, or `off`; empty: shows the limit
  /// @param events a number, or empty for no limit
  void retention(String age, String events) {
    Room room = view.chat().current();
    if (room == null) {
      view.notice("not-connected");
    } else if (age.isEmpty()) {
      show(room.retention());
    } else {
      OptionalLong seconds = seconds(age);
      OptionalLong count = count(events);
      if (seconds.isEmpty() || count.isEmpty()) {
        view.notice("retention.bad", VisibleText.sentence((age + " " + events).strip()));
      } else {
        set(
            room,
            Retention.newBuilder()
                .setAgeSecondsMax(seconds.getAsLong())
                .setEventsMax(count.getAsLong())
                .build());
      }
    }
  }

  private void show(Retention limit) {
    if (RetentionText.isNone(limit)) {
      view.notice("retention.none");
    } else {
      view.notice("retention.is", RetentionText.of(limit, view.texts()));
    }
  }

  private void set(Room room, Retention limit) {
    Runnable request =
        () ->
            view.ask(
                requests ->
                    requests.setRetention(
                        SetRetentionRequest.newBuilder()
                            .setRoom(room.id())
                            .setRetention(limit)
                            .build()),
                _ -> {});
    if (RetentionText.isNone(limit)) {
      request.run();
    } else {
      view.confirm(
          view.text("retention.ask", RetentionText.of(limit, view.texts())), request, () -> {});
    }
  }

  /// 0 for no limit; empty for what is no time.
  private static OptionalLong seconds(String age) {
    return age.equals(OFF)
        ? OptionalLong.of(0)
        : Times.parse(age)
            .map(time -> OptionalLong.of(time.toSeconds()))
            .orElse(OptionalLong.empty());
  }

  /// 0 for no limit; empty for what is no number of events.
  private static OptionalLong count(String events) {
    if (events.isEmpty()) {
      return OptionalLong.of(0);
    }
    return EVENTS.matcher(events).matches()
        ? OptionalLong.of(Long.parseLong(events))
        : OptionalLong.empty();
  }
}

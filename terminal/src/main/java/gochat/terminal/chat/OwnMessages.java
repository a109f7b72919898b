package gochat.terminal.chat;

import gochat.client.markup.KnownNames;
import gochat.client.v1.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The messages that the user has sent and that are not in the log yet. Each is a line of the
/// timeline in which it was sent.
final class OwnMessages {
  /// Their texts as typed, by client message id.
  private final Map<String, String> unsent = new HashMap<>();

  private final List<String> uncertain = new ArrayList<>();

  /// The number of messages that wait for a connection or an answer.
  int unsentCount() {
    return unsent.size();
  }

  /// The typed texts of messages whose outcome is unknown, the latest last.
  List<String> uncertain() {
    return List.copyOf(uncertain);
  }

  void add(Line.Outgoing message, Timeline timeline) {
    unsent.put(message.id(), message.text());
    timeline.append(message);
  }

  void add(Line.Whisper message, Timeline timeline) {
    unsent.put(message.id(), asTyped(message.peer(), message.text()));
    timeline.append(message);
  }

  /// Removes the line of a message whose event has come.
  void isStored(String id, Timeline timeline) {
    unsent.remove(id);
    timeline.changeOwn(id, _ -> null);
  }

  /// Removes the line of a message whose text the user has again.
  void takeBack(String id, List<Timeline> timelines) {
    timelines.forEach(timeline -> isStored(id, timeline));
  }

  /// Takes the outcome of a message.
  ///
  /// @param why the reason for people if the message was not sent; else empty
  /// @param self the user's name: a message passed on to the user itself arrives like those of
  ///   others
  /// @param timelines those that may have the line
  void settled(String id, Outcome outcome, String why, String self, List<Timeline> timelines) {
    String text = unsent.remove(id);
    if (text != null && outcome instanceof Outcome.Unknown) {
      uncertain.add(text);
    }
    SendStatus status =
        switch (outcome) {
          case Outcome.Stored _, Outcome.PassedOn _ -> SendStatus.SENT;
          case Outcome.Refused _, Outcome.Failed _ -> new SendStatus.Failed(why);
          case Outcome.Unknown _ -> SendStatus.UNCERTAIN;
        };
    for (Timeline timeline : timelines) {
      if (timeline.changeOwn(
          id,
          line ->
              outcome instanceof Outcome.PassedOn && isTo(self, line)
                  ? null
                  : with(line, status))) {
        return;
      }
    }
  }

  private static boolean isTo(String name, @Nullable Line line) {
    return line instanceof Line.Whisper whisper && KnownNames.areSame(name, whisper.peer());
  }

  private static @Nullable Line with(@Nullable Line line, SendStatus status) {
    return switch (line) {
      case Line.Outgoing outgoing -> outgoing.with(status);
      case Line.Whisper whisper -> whisper.with(status);
      case null, default -> line;
    };
  }

  /// The typed texts of messages that were sent from a room and wait for a connection or an answer.
  static List<String> unsent(Room room) {
    List<String> texts = new ArrayList<>();
    for (Line line : room.timeline().lines()) {
      if (line instanceof Line.Outgoing(_, _, var text, _, SendStatus.Pending _)) {
        texts.add(text);
      } else if (line instanceof Line.Whisper(_, _, var peer, var text, _, SendStatus.Pending _)) {
        texts.add(asTyped(peer, text));
      }
    }
    return texts;
  }

  private static String asTyped(String peer, String text) {
    return "@" + peer + " " + text;
  }
}

package gochat.terminal.text;

import com.google.protobuf.Timestamp;
import gochat.v1.SessionInfo;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// The devices on which the user is signed in, as they are shown and typed: numbered from 1 on, the
/// oldest session first.
///
/// @param sessions as the server lists them
public record DeviceList(List<SessionInfo> sessions) {
  /// Stands for all sessions but this one.
  public static final String OTHERS = "others";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

  /// @param typed a number of the list, the id of a session, or [#OTHERS]
  /// @return the sessions that it stands for; empty for none
  public List<SessionInfo> chosen(String typed) {
    if (typed.equals(OTHERS)) {
      return sessions.stream().filter(session -> !session.getCurrent()).toList();
    }
    for (int i = 0; i < sessions.size(); i++) {
      SessionInfo session = sessions.get(i);
      if (typed.equals(Integer.toString(i + 1)) || typed.equals(session.getSessionId())) {
        return List.of(session);
      }
    }
    return List.of();
  }

  /// The name that the session's client gave itself, safe to show.
  public static String name(SessionInfo session, Texts texts) {
    return session.getLabel().isBlank()
        ? texts.common().get("device.unnamed")
        : VisibleText.sentence(session.getLabel());
  }

  /// The address from which the user signed in, safe to show; empty if it is not known.
  public static String address(SessionInfo session) {
    return VisibleText.sentence(session.getAddress());
  }

  /// In this machine's time zone, to the minute.
  public static String time(Timestamp time) {
    return TIME.format(Instant.ofEpochSecond(time.getSeconds()));
  }
}

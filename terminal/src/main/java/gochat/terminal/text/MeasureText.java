package gochat.terminal.text;

import com.google.protobuf.Timestamp;
import gochat.v1.Measure;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// Kicks, bans and mutes, for people. All texts are safe to show.
public final class MeasureText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

  private MeasureText() {}

  /// A sentence without its full stop, with the end and the reason behind it: `Alice muted Bob
  /// until 2026-12-01 10:00: spam`.
  static String of(String sentence, Timestamp until, String reason, Texts texts) {
    Texts common = texts.common();
    String ending =
        until.equals(Timestamp.getDefaultInstance())
            ? sentence
            : common.get("measure.until", sentence, time(until));
    return reason.isBlank()
        ? ending
        : common.get("measure.reason", ending, VisibleText.sentence(reason));
  }

  /// The author, the end and the reason of a ban or a mute as sentences; empty without all.
  static String of(Measure measure, Texts texts) {
    String by =
        measure.hasBy()
            ? texts.common().get("measure.by", UserText.name(measure.getBy(), texts))
            : "";
    return by + after(measure, texts);
  }

  /// The end and the reason of a measure as a sentence of its own, after a space; empty without
  /// both.
  public static String after(Measure measure, Texts texts) {
    Texts common = texts.common();
    String end =
        measure.hasUntilTime() ? common.get("measure.ends", time(measure.getUntilTime())) : "";
    String why =
        measure.getReason().isBlank()
            ? ""
            : common.get("measure.why", VisibleText.sentence(measure.getReason()));
    return end + why;
  }

  /// A line of a list: the user, by whom, since when, until when, why.
  public static String line(Measure measure, Texts texts) {
    Texts common = texts.common();
    String user =
        measure.getUser().getName().isEmpty()
            ? measure.getUser().getId()
            : VisibleText.name(measure.getUser().getName());
    String known =
        measure.hasBy()
            ? common.get(
                "measure.line",
                user,
                UserText.name(measure.getBy(), texts),
                time(measure.getSinceTime()))
            : user;
    return of(known, measure.getUntilTime(), measure.getReason(), texts);
  }

  private static String time(Timestamp time) {
    return TIME.format(Instant.ofEpochSecond(time.getSeconds()));
  }
}

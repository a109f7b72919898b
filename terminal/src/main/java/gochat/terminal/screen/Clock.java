package gochat.terminal.screen;

import gochat.terminal.text.Texts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;

/// Times in the user's time zone and format.
final class Clock {
  private final Texts texts;
  private final ZoneId zone;

  Clock(Texts texts, ZoneId zone) {
    this.texts = texts;
    this.zone = zone;
  }

  LocalDate day(long ms) {
    return at(ms).toLocalDate();
  }

  /// Such as `18:05`.
  String time(long ms) {
    LocalDateTime at = at(ms);
    return twoDigits(at.getHour()) + ":" + twoDigits(at.getMinute());
  }

  String date(long ms) {
    LocalDate day = day(ms);
    return texts.get(
        "day",
        texts.get("weekday." + day.getDayOfWeek().getValue()),
        String.valueOf(day.getYear()),
        twoDigits(day.getMonthValue()),
        twoDigits(day.getDayOfMonth()));
  }

  private LocalDateTime at(long ms) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(ms), zone);
  }

  private static String twoDigits(int number) {
    return number < 10 ? "0" + number : String.valueOf(number);
  }
}

package gochat.terminal.text;

import gochat.v1.Audience;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The words for audiences in commands: `everybody`, `shared-room`, `nobody`.
public final class AudienceText {
  private static final String PREFIX = "AUDIENCE_";

  private static final List<Audience> ALL =
      List.of(Audience.AUDIENCE_EVERYBODY, Audience.AUDIENCE_SHARED_ROOM, Audience.AUDIENCE_NOBODY);

  private AudienceText() {}

  public static List<String> words() {
    return ALL.stream().map(AudienceText::word).toList();
  }

  public static String word(Audience audience) {
    return audience.name().substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Audience> of(String word) {
    return ALL.stream()
        .filter(audience -> word(audience).equals(word.toLowerCase(Locale.ROOT)))
        .findFirst();
  }
}

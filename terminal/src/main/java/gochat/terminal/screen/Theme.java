package gochat.terminal.screen;

import java.util.Locale;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/// How things look.
public enum Theme {
  AUTO,
  DARK,
  LIGHT,
  /// For terminals of 8 or 16 colours.
  BASIC,
  /// Without colours.
  PLAIN;

  private static final int PALETTE_COLOURS = 256;
  private static final int BASIC_COLOURS = 8;

  private static final int BLACK = 0;

  /// Not black itself, which some terminals brighten where it is bold.
  private static final int NEARLY_BLACK = 232;

  /// @return null when there is none of this name
  public static @Nullable Theme of(String name) {
    for (Theme theme : values()) {
      if (theme.title().equals(name.toLowerCase(Locale.ROOT))) {
        return theme;
      }
    }
    return null;
  }

  /// The same where a terminal can show it, or what comes nearest.
  Theme on(int colours) {
    if (colours < BASIC_COLOURS) {
      return PLAIN;
    }
    return colours < PALETTE_COLOURS && this != PLAIN ? BASIC : this;
  }

  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  private Palette palette() {
    return switch (this) {
      case AUTO -> Palette.AUTO;
      case DARK -> Palette.DARK;
      case LIGHT -> Palette.LIGHT;
      case BASIC -> Palette.BASIC;
      case PLAIN -> Palette.NONE;
    };
  }

  /// Of a user's name; the same each time.
  AttributedStyle name(String name) {
    if (this == PLAIN) {
      return AttributedStyle.BOLD;
    }
    // FNV-1a, of the name as the server compares names, roughly.
    int hash = 0x811C9DC5;
    String lower = name.toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length(); i++) {
      hash = (hash ^ lower.charAt(i)) * 0x01000193;
    }
    var names = palette().names();
    return AttributedStyle.BOLD.foreground(
        names.get(Integer.remainderUnsigned(hash, names.size())));
  }

  /// The title and the status.
  AttributedStyle bar() {
    return this == PLAIN
        ? AttributedStyle.INVERSE
        : AttributedStyle.DEFAULT.foreground(palette().barText()).background(palette().bar());
  }

  /// What stands out in a bar.
  AttributedStyle barAccent() {
    return this == PLAIN
        ? AttributedStyle.INVERSE.bold()
        : AttributedStyle.BOLD.foreground(palette().barAccent()).background(palette().bar());
  }

  AttributedStyle barQuiet() {
    return bar().faint();
  }

  AttributedStyle barAttention() {
    return onBar(palette().attention());
  }

  AttributedStyle barTrouble() {
    return onBar(palette().trouble());
  }

  private AttributedStyle onBar(int background) {
    return this == PLAIN
        ? AttributedStyle.BOLD
        : AttributedStyle.BOLD
            .foreground(this == BASIC ? BLACK : NEARLY_BLACK)
            .background(background);
  }

  /// What is beside the matter: times, lines between days, who came and went.
  AttributedStyle quiet() {
    return switch (this) {
      case PLAIN -> AttributedStyle.DEFAULT.faint();
      // Of so few colours none is pale on every background.
      case BASIC -> AttributedStyle.DEFAULT;
      case AUTO, DARK, LIGHT -> AttributedStyle.DEFAULT.foreground(palette().quiet());
    };
  }

  /// What the client itself has to say.
  AttributedStyle notice() {
    return this == PLAIN ? AttributedStyle.DEFAULT : quiet();
  }

  /// Concerns the user: mentions, the line that marks what is unread.
  AttributedStyle attention() {
    return this == PLAIN
        ? AttributedStyle.BOLD
        : AttributedStyle.BOLD.foreground(palette().attention());
  }

  AttributedStyle trouble() {
    return this == PLAIN
        ? AttributedStyle.BOLD
        : AttributedStyle.DEFAULT.foreground(palette().trouble());
  }

  AttributedStyle pending() {
    return quiet().italic();
  }

  AttributedStyle selected() {
    return AttributedStyle.INVERSE;
  }
}

package gochat.terminal.screen;

import java.util.Locale;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/// The styles of the screen.
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

  /// Not black, because some terminals brighten bold black.
  private static final int NEARLY_BLACK = 232;

  /// @return null if there is no theme of this name
  public static @Nullable Theme of(String name) {
    for (Theme theme : values()) {
      if (theme.title().equals(name.toLowerCase(Locale.ROOT))) {
        return theme;
      }
    }
    return null;
  }

  /// This theme, or the nearest one that a terminal with these colours can show.
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

  /// The style of a user's name; always the same.
  AttributedStyle name(String name) {
    if (this == PLAIN) {
      return AttributedStyle.BOLD;
    }
    // FNV-1a of the folded name, roughly as the server compares names.
    int hash = 0x811C9DC5;
    String lower = name.toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length(); i++) {
      hash = (hash ^ lower.charAt(i)) * 0x01000193;
    }
    var names = palette().names();
    return AttributedStyle.BOLD.foreground(
        names.get(Integer.remainderUnsigned(hash, names.size())));
  }

  /// The style of the title and the status.
  AttributedStyle bar() {
    return this == PLAIN
        ? AttributedStyle.INVERSE
        : AttributedStyle.DEFAULT.foreground(palette().barText()).background(palette().bar());
  }

  /// Emphasised text in a bar.
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

  AttributedStyle barProblem() {
    return onBar(palette().problem());
  }

  private AttributedStyle onBar(int background) {
    return this == PLAIN
        ? AttributedStyle.BOLD
        : AttributedStyle.BOLD
            .foreground(this == BASIC ? BLACK : NEARLY_BLACK)
            .background(background);
  }

  /// Secondary text: times, lines between days, joins and leaves.
  AttributedStyle quiet() {
    return switch (this) {
      case PLAIN -> AttributedStyle.DEFAULT.faint();
      // None of so few colours is pale on every background.
      case BASIC -> AttributedStyle.DEFAULT;
      case AUTO, DARK, LIGHT -> AttributedStyle.DEFAULT.foreground(palette().quiet());
    };
  }

  /// Notices of the client.
  AttributedStyle notice() {
    return this == PLAIN ? AttributedStyle.DEFAULT : quiet();
  }

  /// Mentions, and the line that marks unread messages.
  AttributedStyle attention() {
    return this == PLAIN
        ? AttributedStyle.BOLD
        : AttributedStyle.BOLD.foreground(palette().attention());
  }

  AttributedStyle problem() {
    return this == PLAIN
        ? AttributedStyle.BOLD
        : AttributedStyle.DEFAULT.foreground(palette().problem());
  }

  AttributedStyle pending() {
    return quiet().italic();
  }

  AttributedStyle selected() {
    return AttributedStyle.INVERSE;
  }
}

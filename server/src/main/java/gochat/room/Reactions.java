package gochat.room;

/// The canonical form of reactions.
final class Reactions {
  /// The variation selector that asks for a coloured emoji. Only some keyboards add it to a heart.
  private static final String PRESENTATION_SELECTOR = "\uFE0F";

  private Reactions() {}

  /// The reaction as it is compared, recorded and shown.
  static String canonical(String reaction) {
    return reaction.replace(PRESENTATION_SELECTOR, "");
  }
}

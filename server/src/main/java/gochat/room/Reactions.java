package gochat.room;

/// What makes two reactions the same.
final class Reactions {
  /// Asks for an emoji in colour: some keyboards put it behind a heart, others don't.
  private static final String PRESENTATION_SELECTOR = "\uFE0F";

  private Reactions() {}

  /// The reaction as it is compared, recorded and shown.
  static String canonical(String reaction) {
    return reaction.replace(PRESENTATION_SELECTOR, "");
  }
}

package gochat.terminal.screen;

import org.jspecify.annotations.Nullable;

/// A small question that takes the place of the line until it is answered.
sealed interface Question permits Confirmation, HistorySearch, RoomJump, SecretPrompt {
  /// What came of a question; with it the question is over.
  sealed interface Answer {
    /// What the user wants now. The line is as it was before.
    record Wanted(Intent intent) implements Answer {}

    /// Enter puts the text in for another look; any other key does its own besides.
    ///
    /// @param text null: the line is as it was before
    record PutIn(@Nullable String text) implements Answer {}
  }

  Answer GIVEN_UP = new Answer.Wanted(Intent.NONE);
  Answer LEAVE = new Answer.Wanted(new Intent.Leave());

  /// @return null while the question is still asked
  @Nullable Answer take(Stroke stroke);

  static String withoutLast(String text) {
    return text.isEmpty() ? text : text.substring(0, text.offsetByCodePoints(text.length(), -1));
  }
}

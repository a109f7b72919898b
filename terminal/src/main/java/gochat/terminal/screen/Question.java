package gochat.terminal.screen;

import org.jspecify.annotations.Nullable;

/// A question that replaces the input line until it is answered.
sealed interface Question permits ChoiceSearch, Confirmation, HistorySearch, SecretPrompt {
  /// The outcome of a question, which ends it.
  sealed interface Answer {
    /// The user's intent. The line is as before.
    record Wanted(Intent intent) implements Answer {}

    /// Enter puts the text into the line. Any other key does so too and then has its own effect.
    ///
    /// @param text null: the line is as it was before
    record PutIn(@Nullable String text) implements Answer {}
  }

  Answer GIVEN_UP = new Answer.Wanted(Intent.NONE);
  Answer LEAVE = new Answer.Wanted(new Intent.Leave());

  /// @return null while the question is still asked
  @Nullable Answer take(KeyEvent event);

  static String withoutLast(String text) {
    return text.isEmpty() ? text : text.substring(0, text.offsetByCodePoints(text.length(), -1));
  }
}

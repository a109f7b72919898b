package gochat.terminal.screen;

import java.util.List;

/// What the user wants after a key.
public sealed interface Intent {
  /// Nothing that concerns anybody else.
  record None() implements Intent {}

  /// The text has changed.
  record Typing() implements Intent {}

  record Send(String text) implements Intent {}

  record SendLines(List<String> lines) implements Intent {}

  /// A secret was typed.
  record Secret(String text) implements Intent {}

  /// No secret is given.
  record NoSecret() implements Intent {}

  /// What was asked is to be done, or not.
  record Confirmed(boolean isWanted) implements Intent {}

  /// A key that concerns what is shown.
  record Navigate(Key key) implements Intent {}

  /// @param number 1..10
  record ToRoom(int number) implements Intent {}

  /// @param roomId of the choice
  record Jump(String roomId) implements Intent {}

  record Leave() implements Intent {}

  Intent NONE = new None();
  Intent TYPING = new Typing();
}

package gochat.terminal.screen;

import java.util.List;

/// The user's intent behind a key.
public sealed interface Intent {
  /// The input line has handled the key.
  record None() implements Intent {}

  /// The text has changed.
  record Typing() implements Intent {}

  record Send(String text) implements Intent {}

  record SendLines(List<String> lines) implements Intent {}

  /// A secret was typed.
  record Secret(String text) implements Intent {}

  /// The user gave no secret.
  record NoSecret() implements Intent {}

  /// The user has confirmed or cancelled the action.
  record Confirmed(boolean isWanted) implements Intent {}

  /// A key for the view.
  record Navigate(Key key) implements Intent {}

  /// @param number 1..10
  record ToRoom(int number) implements Intent {}

  /// @param roomId of the choice
  record Jump(String roomId) implements Intent {}

  /// @param seq of the chosen message of the shown room
  record ToMessage(long seq) implements Intent {}

  record Leave() implements Intent {}

  Intent NONE = new None();
  Intent TYPING = new Typing();
}

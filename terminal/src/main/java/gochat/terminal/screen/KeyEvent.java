package gochat.terminal.screen;

/// An event of the keyboard.
public sealed interface KeyEvent {
  record Pressed(Key key) implements KeyEvent {}

  /// @param number 1..10
  record Room(int number) implements KeyEvent {}

  record Typed(String text) implements KeyEvent {}

  /// @param text with `\n` between its lines
  record Pasted(String text) implements KeyEvent {}

  /// The terminal was closed.
  record End() implements KeyEvent {}
}

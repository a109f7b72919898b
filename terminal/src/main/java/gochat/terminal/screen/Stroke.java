package gochat.terminal.screen;

/// What came from the keyboard.
public sealed interface Stroke {
  record Pressed(Key key) implements Stroke {}

  /// @param number 1..10
  record Room(int number) implements Stroke {}

  record Typed(String text) implements Stroke {}

  /// @param text with `\n` between its lines
  record Pasted(String text) implements Stroke {}

  /// The terminal is gone.
  record End() implements Stroke {}
}

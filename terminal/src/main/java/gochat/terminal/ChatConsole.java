package gochat.terminal;

import gochat.terminal.text.Entry;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The input and output of a session. One thread reads, any thread writes.
interface ChatConsole extends AutoCloseable {
  /// Whether a person types, rather than a program.
  boolean isInteractive();

  /// Waits for a line, as typed.
  ///
  /// @param prompt returns the prompt for the text typed so far
  /// @return null if the user wants to leave or the input has ended
  @Nullable String readLine(UnaryOperator<String> prompt);

  /// Reads a line with a fixed prompt.
  default @Nullable String readLine(String prompt) {
    return readLine(_ -> prompt);
  }

  /// Shows a message.
  void show(Entry entry);

  /// Shows a notice of the program.
  void notice(Entry entry);

  /// @param sentence safe to show
  default void notice(String sentence) {
    notice(new Entry("* ", List.of(sentence)));
  }

  /// @param leave called, possibly several times, when the user interrupts the program or the
  ///   reader of the output has closed it
  void onLeave(Runnable leave);

  /// Restores the terminal.
  @Override
  void close();
}

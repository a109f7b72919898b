package gochat.terminal;

import gochat.terminal.text.Entry;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Where lines are typed and the transcript appears. One thread reads, any thread shows.
interface ChatConsole extends AutoCloseable {
  /// Whether a person types here, rather than a program.
  boolean isInteractive();

  /// Waits for a line, as it was typed.
  ///
  /// @param prompt what stands before a line, by what is typed so far
  /// @return null when the user wants to leave or the input has ended
  @Nullable String readLine(UnaryOperator<String> prompt);

  /// The same with a prompt that stays as it is.
  default @Nullable String readLine(String prompt) {
    return readLine(_ -> prompt);
  }

  /// Shows a part of the conversation.
  void show(Entry entry);

  /// Shows a notice of the program.
  void notice(Entry entry);

  /// @param sentence safe to show
  default void notice(String sentence) {
    notice(new Entry("* ", List.of(sentence)));
  }

  /// @param leave called, perhaps several times, when the user interrupts the program or nobody
  ///   reads any more what is shown
  void onLeave(Runnable leave);

  /// Leaves the terminal as it was found.
  @Override
  void close();
}

package gochat.terminal.live;

import org.jspecify.annotations.Nullable;

/// Asks the user before there is a screen. An answer is null if the user wants to leave.
public interface Prompter {
  @Nullable String ask(String prompt);

  /// Neither shows nor stores the answer.
  @Nullable String askSecret(String prompt);

  void say(String sentence);
}

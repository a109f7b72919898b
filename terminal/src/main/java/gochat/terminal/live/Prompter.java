package gochat.terminal.live;

import org.jspecify.annotations.Nullable;

/// Asks the user before there is a conversation. Each answer is null when the user wants to leave.
public interface Prompter {
  @Nullable String ask(String prompt);

  /// Nothing of the answer is shown or saved.
  @Nullable String askSecret(String prompt);

  void say(String sentence);
}

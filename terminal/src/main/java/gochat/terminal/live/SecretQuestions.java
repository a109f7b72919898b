package gochat.terminal.live;

import gochat.terminal.text.VisibleText;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks for passwords and codes in the input line, one at a time.
final class SecretQuestions {
  private final ChatView view;
  private @Nullable Consumer<String> open;

  SecretQuestions(ChatView view) {
    this.view = view;
  }

  void ask(String prompt, Consumer<String> answer) {
    open = answer;
    view.input().askSecret(prompt);
  }

  /// Asks for a new password twice.
  void askNewPassword(String account, Consumer<String> chosen) {
    ask(
        view.text("password.new", VisibleText.name(account)),
        password ->
            ask(
                view.text("password.again"),
                again -> {
                  if (again.equals(password)) {
                    chosen.accept(password);
                  } else {
                    view.notice("password.differs");
                  }
                }));
  }

  void answered(String secret) {
    Consumer<String> answer = open;
    open = null;
    if (answer != null) {
      answer.accept(secret);
    }
  }

  void cancelled() {
    open = null;
  }
}

package gochat.terminal.pipe;

import gochat.terminal.exit.ExitCode;
import gochat.terminal.text.Texts;
import java.io.IOException;

/// Writes the results of the checks, one line each, at once.
final class DoctorReport {
  private final CommandContext context;
  private final Texts texts;
  private int problems;

  DoctorReport(CommandContext context) {
    this.context = context;
    texts = context.texts();
  }

  void ok(String key, Object... values) throws IOException {
    write("doctor.ok", texts.get(key, values));
  }

  /// Reports a fact that is no problem.
  void note(String text, String hint, Object... values) throws IOException {
    write("doctor.note", text + " " + texts.get(hint, values));
  }

  /// @param text including what to do
  void problem(String text) throws IOException {
    problems++;
    write("doctor.problem", text);
  }

  void problem(String text, String hint, Object... values) throws IOException {
    problem(text + " " + texts.get(hint, values));
  }

  private void write(String level, String text) throws IOException {
    context.output().line("%-8s %s".formatted(texts.get(level), text));
    context.output().flush();
  }

  void conclude() throws Failure {
    if (problems > 0) {
      throw new Failure(ExitCode.FAILED, texts.get("doctor.problems", problems));
    }
  }
}

package gochat.terminal.pipe;

import gochat.terminal.text.Texts;
import java.io.IOException;

/// What was found out, one line each, as soon as it is known.
final class Findings {
  private final Errand errand;
  private final Texts texts;
  private int problems;

  Findings(Errand errand) {
    this.errand = errand;
    texts = errand.texts();
  }

  void ok(String key, Object... values) throws IOException {
    write("doctor.ok", texts.get(key, values));
  }

  /// Something to know that keeps nothing from working.
  void note(String text, String hint, Object... values) throws IOException {
    write("doctor.note", text + " " + texts.get(hint, values));
  }

  /// @param text says what to do, too
  void problem(String text) throws IOException {
    problems++;
    write("doctor.problem", text);
  }

  void problem(String text, String hint, Object... values) throws IOException {
    problem(text + " " + texts.get(hint, values));
  }

  private void write(String level, String text) throws IOException {
    errand.output().line("%-8s %s".formatted(texts.get(level), text));
    errand.output().flush();
  }

  void conclude() throws Failure {
    if (problems > 0) {
      throw new Failure(ExitCode.FAILED, texts.get("doctor.problems", problems));
    }
  }
}

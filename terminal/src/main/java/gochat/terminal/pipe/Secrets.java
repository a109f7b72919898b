package gochat.terminal.pipe;

import gochat.terminal.text.Texts;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Where passwords come from: typed without being shown, or lines of standard input. Never from the
/// command line, which every process on the machine can read.
final class Secrets {
  private static final String STDIN = "--password-stdin";

  private final Errand errand;
  private final @Nullable BufferedReader lines;
  private final @Nullable Console console;

  // Java 25 gives no console without a terminal.
  @SuppressWarnings("SystemConsoleNull")
  Secrets(ParseResult parsed, Errand errand) {
    this.errand = errand;
    lines =
        parsed.hasMatchedOption(STDIN)
            ? new BufferedReader(new InputStreamReader(errand.setup().in(), StandardCharsets.UTF_8))
            : null;
    console = lines == null ? System.console() : null;
  }

  static void declare(CommandSpec spec, Texts texts) {
    Parameters.flag(spec, STDIN, texts.get("usage.password-stdin"));
  }

  /// Whether a person types them.
  boolean isTyped() {
    return console != null;
  }

  /// A name is no secret: it is shown while it is typed.
  String name(String prompt) throws Failure {
    String typed = console == null ? null : console.readLine("%s", prompt);
    if (typed == null || typed.isBlank()) {
      throw errand.usage("login.no-name");
    }
    return typed.strip();
  }

  String next(String prompt) throws Failure, IOException {
    String secret = null;
    if (lines != null) {
      secret = lines.readLine();
    } else if (console != null) {
      char[] typed = console.readPassword("%s", prompt);
      secret = typed == null ? null : new String(typed);
    } else {
      throw errand.usage("login.no-terminal");
    }
    if (secret == null || secret.isEmpty()) {
      throw errand.usage("login.no-password");
    }
    return secret;
  }
}

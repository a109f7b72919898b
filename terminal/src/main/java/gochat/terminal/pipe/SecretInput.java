package gochat.terminal.pipe;

import gochat.terminal.text.Texts;
import gochat.terminal.text.Utf8Input;
import java.io.Console;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Reads passwords from the terminal without echo, or from lines of standard input. Never from the
/// command line, which every process on the machine can read.
final class SecretInput {
  private static final String STDIN = "--password-stdin";

  private final CommandContext context;
  private final @Nullable Utf8Input lines;
  private final @Nullable Console console;

  // Java 25 returns no console without a terminal.
  @SuppressWarnings("SystemConsoleNull")
  SecretInput(ParseResult parsed, CommandContext context) {
    this.context = context;
    lines = parsed.hasMatchedOption(STDIN) ? new Utf8Input(context.setup().in()) : null;
    console = lines == null ? System.console() : null;
  }

  static void declare(CommandSpec spec, Texts texts) {
    declare(spec, texts.get("usage.password-stdin"));
  }

  /// @param usage which lines are read
  static void declare(CommandSpec spec, String usage) {
    Parameters.flag(spec, STDIN, usage);
  }

  /// Whether a person types the passwords.
  boolean isTyped() {
    return console != null;
  }

  private String line(Utf8Input input) throws Failure, IOException {
    StringBuilder line = new StringBuilder();
    for (int c = input.next(); c != Utf8Input.END && c != '\n'; c = input.next()) {
      if (c == Utf8Input.MALFORMED) {
        throw context.usage("login.malformed");
      }
      line.appendCodePoint(c);
    }
    int last = line.length() - 1;
    return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
  }

  /// Reads a name, with echo.
  String name(String prompt) throws Failure {
    String typed = console == null ? null : console.readLine("%s", prompt);
    if (typed == null || typed.isBlank()) {
      throw context.usage("login.no-name");
    }
    return typed.strip();
  }

  String next(String prompt) throws Failure, IOException {
    String secret = null;
    if (lines != null) {
      secret = line(lines);
    } else if (console != null) {
      char[] typed = console.readPassword("%s", prompt);
      secret = typed == null ? null : new String(typed);
    } else {
      throw context.usage("login.no-terminal");
    }
    if (secret == null || secret.isEmpty()) {
      throw context.usage("login.no-password");
    }
    return secret;
  }

  /// Reads a new password; a person types it twice.
  String newPassword(String prompt) throws Failure, IOException {
    String password = next(prompt);
    if (console != null && !next(context.texts().get("login.again")).equals(password)) {
      throw context.usage("login.differ");
    }
    return password;
  }
}

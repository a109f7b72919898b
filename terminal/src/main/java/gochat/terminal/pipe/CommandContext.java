package gochat.terminal.pipe;

import gochat.client.v1.ChatException;
import gochat.terminal.exit.ExitCode;
import gochat.terminal.profile.Credential;
import gochat.terminal.profile.CredentialStore;
import gochat.terminal.profile.ProfileException;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine.ParseResult;

/// The context of a running command: its setup, output, texts and failures.
final class CommandContext {
  static final String TEXTS = "pipe";

  private final Setup setup;
  private final Texts texts;
  private final Output output;
  private final Failures failures;

  CommandContext(Setup setup) {
    this.setup = setup;
    this.texts = setup.texts().of(TEXTS);
    output = new Output(setup.out());
    failures = new Failures(setup.server(), setup.texts());
  }

  Setup setup() {
    return setup;
  }

  /// The texts of this package.
  Texts texts() {
    return texts;
  }

  Output output() {
    return output;
  }

  Failures failures() {
    return failures;
  }

  CredentialStore credentials() {
    return new CredentialStore(setup.directories().credentialsFile(), setup.texts());
  }

  /// Writes a notice to standard error.
  void notice(String key, Object... values) {
    setup.err().println(texts.get(key, values));
  }

  /// Writes to the output what was done with a token.
  void done(String key, Credential credential) throws IOException {
    String server = setup.server().addresses().toString();
    output.line(texts.get(key, VisibleText.name(credential.name()), server));
  }

  Failure usage(String key, Object... values) {
    return new Failure(ExitCode.USAGE, texts.get(key, values));
  }

  int run(PipeCommand command, ParseResult parsed) {
    try {
      command.run(parsed, this);
      output.flush();
      return ExitCode.DONE.number();
    } catch (Failure e) {
      return failed(e);
    } catch (ChatException e) {
      return failed(failures.of(e));
    } catch (ProfileException e) {
      return failed(new Failure(ExitCode.FAILED, String.valueOf(e.getMessage())));
    } catch (UncheckedIOException e) {
      return outputFailed(e.getCause() == null ? new IOException(e) : e.getCause());
    } catch (IOException e) {
      return outputFailed(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILED.number();
    }
  }

  private int failed(Failure failure) {
    try {
      // The output before the failure is part of the result.
      output.flush();
    } catch (IOException _) {
      // The first failure is the one to report.
    }
    setup.err().println(failure.getMessage());
    return failure.exitCode().number();
  }

  private int outputFailed(IOException failure) {
    if (Output.isPipe()) {
      // The reader has closed the pipe.
      return ExitCode.OUTPUT_CLOSED.number();
    }
    String reason = VisibleText.sentence(String.valueOf(failure.getMessage()));
    setup.err().println(texts.get("output.failed", reason));
    return ExitCode.FAILED.number();
  }
}

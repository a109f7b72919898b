package gochat.terminal.pipe;

import gochat.terminal.text.Texts;
import java.io.IOException;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Prints a script with which a shell completes the arguments of `client`.
final class CompletionCommand implements PipeCommand {
  private static final String BASH = "bash";
  private static final String ZSH = "zsh";

  private static final String FIRST_LINE = "#!/usr/bin/env bash";

  /// The generated script splits words in a way that the linter reports.
  private static final String LINTER = "# shellcheck disable=SC2207";

  @Override
  public void declare(CommandSpec spec, Texts texts) {
    Parameters.choiceParameter(spec, List.of(BASH, ZSH), texts.get("usage.completion.shell"));
  }

  @Override
  public void run(ParseResult parsed, CommandContext context) throws Failure, IOException {
    String shell = Parameters.required(parsed, 0);
    if (!shell.equals(BASH) && !shell.equals(ZSH)) {
      throw Parameters.wrong("completion", shell, BASH + ", " + ZSH, context);
    }
    // The script serves both shells: its first lines make zsh accept completions of bash.
    String script = AutoComplete.bash("client", context.setup().commandLine().get());
    context.output().line(FIRST_LINE);
    context.output().line(LINTER);
    context.output().line(script.substring(FIRST_LINE.length()).strip());
  }
}

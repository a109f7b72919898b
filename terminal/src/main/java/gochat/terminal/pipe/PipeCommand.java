package gochat.terminal.pipe;

import gochat.terminal.profile.ProfileException;
import gochat.terminal.text.Texts;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// A command. Runs on the main thread.
interface PipeCommand {
  /// Adds the options and parameters of this command.
  ///
  /// @param texts of this package
  void declare(CommandSpec spec, Texts texts);

  /// @throws Failure if the command failed
  /// @throws IOException if the output failed
  /// @throws ProfileException if the user's settings or tokens cannot be used
  void run(ParseResult parsed, CommandContext context)
      throws Failure, ProfileException, IOException, InterruptedException;
}

package gochat.terminal.pipe;

import gochat.terminal.profile.ProfileException;
import gochat.terminal.text.Texts;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One context. Runs on the main thread.
interface PipeCommand {
  /// Adds the options and parameters that are its own.
  ///
  /// @param texts of this package
  void declare(CommandSpec spec, Texts texts);

  /// @throws Failure when it could not be done
  /// @throws IOException when the output fails
  /// @throws ProfileException when what the user has set up can't be used
  void run(ParseResult parsed, CommandContext context)
      throws Failure, ProfileException, IOException, InterruptedException;
}

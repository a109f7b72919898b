package gochat.terminal.pipe;

import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Ends the block of a user.
final class UnblockCommand implements PipeCommand {
  @Override
  public void declare(CommandSpec spec, Texts texts) {
    Parameters.add(spec, "NAME", "1", texts.get("usage.unblock.who"));
  }

  @Override
  public void run(ParseResult parsed, CommandContext context) throws Failure, IOException {
    String name = Parameters.required(parsed, 0);
    context.setup().server().contacts(new TokenSource(context).accountToken()).unblock(name);
    context.output().line(context.texts().get("unblock.done", VisibleText.name(name)));
  }
}

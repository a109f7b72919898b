package gochat.terminal.pipe;

import gochat.client.v1.Contacts;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import gochat.v1.User;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Blocks a user, or lists the blocked ones.
final class BlockCommand implements PipeCommand {
  @Override
  public void declare(CommandSpec spec, Texts texts) {
    Parameters.add(spec, "NAME", "0..1", texts.get("usage.block.who"));
    Parameters.flag(spec, RoomsCommand.JSON, texts.get("usage.json", "User"));
  }

  @Override
  public void run(ParseResult parsed, CommandContext context) throws Failure, IOException {
    String name = Parameters.optional(parsed, 0);
    Contacts contacts = context.setup().server().contacts(new TokenSource(context).accountToken());
    if (name != null) {
      User blocked = contacts.block(name);
      context.output().line(context.texts().get("block.done", VisibleText.name(blocked.getName())));
      return;
    }
    for (User blocked : contacts.blocked()) {
      if (parsed.hasMatchedOption(RoomsCommand.JSON)) {
        context.output().json(blocked);
      } else {
        context.output().line(VisibleText.name(blocked.getName()));
      }
    }
  }
}

package gochat.terminal.pipe;

import gochat.client.v1.Options;
import gochat.terminal.text.Texts;
import gochat.v1.Room;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Writes the whole history of a room, oldest first.
final class ExportCommand implements PipeCommand {
  private static final String FORMAT = "--format";
  private static final String JSONL = "jsonl";
  private static final String TEXT = "text";

  @Override
  public void declare(CommandSpec spec, Texts texts) {
    Parameters.add(spec, "ROOM|@USER", "1", texts.get("usage.target"));
    Parameters.choice(spec, FORMAT, List.of(JSONL, TEXT), texts.get("usage.export.format"));
  }

  @Override
  public void run(ParseResult parsed, CommandContext context)
      throws Failure, IOException, InterruptedException {
    String format = parsed.matchedOptionValue(FORMAT, JSONL);
    if (!format.equals(JSONL) && !format.equals(TEXT)) {
      throw Parameters.wrong(FORMAT, format, JSONL + ", " + TEXT, context);
    }
    EventFormatter formatter = new EventFormatter(context.texts());
    try (PipeChat chat =
        PipeChat.begin(
            context, Options.DEFAULT, new ConnectionNotices(context), ServerWait.none(context))) {
      Room room = Target.find(Parameters.required(parsed, 0), chat);
      new RoomPages(chat)
          .history(
              room,
              entry -> {
                if (format.equals(JSONL)) {
                  context.output().json(entry);
                } else {
                  context.output().entry(formatter.of(entry, ""));
                }
              });
    }
  }
}

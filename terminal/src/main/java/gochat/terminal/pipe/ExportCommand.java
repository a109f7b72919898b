package gochat.terminal.pipe;

import gochat.client.v1.Options;
import gochat.terminal.text.Texts;
import gochat.v1.HistoryEntry;
import gochat.v1.ListHistoryRequest;
import gochat.v1.ListHistoryResponse;
import gochat.v1.Room;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Writes the whole history of a room, the oldest first, page by page: it may be longer than the
/// memory.
final class ExportCommand implements Command {
  private static final String FORMAT = "--format";
  private static final String JSONL = "jsonl";
  private static final String TEXT = "text";

  @Override
  public void declare(CommandSpec spec, Texts texts) {
    Parameters.add(spec, "ROOM|@USER", "1", texts.get("usage.place"));
    Parameters.choice(spec, FORMAT, List.of(JSONL, TEXT), texts.get("usage.export.format"));
  }

  @Override
  public void run(ParseResult parsed, Errand errand)
      throws Failure, IOException, InterruptedException {
    String format = parsed.matchedOptionValue(FORMAT, JSONL);
    if (!format.equals(JSONL) && !format.equals(TEXT)) {
      throw Parameters.wrong(FORMAT, format, JSONL + ", " + TEXT, errand);
    }
    Wording wording = new Wording(errand.texts());
    try (Visit visit =
        Visit.begin(errand, Options.DEFAULT, new Connectedness(errand), ServerWait.none(errand))) {
      Room room = Place.find(Parameters.required(parsed, 0), visit, errand);
      long last = 0;
      boolean hasLater = true;
      // A room in which somebody always writes has an end all the same: the one of the beginning.
      while (hasLater && last < room.getHead()) {
        ListHistoryRequest request =
            ListHistoryRequest.newBuilder()
                .setRoom(room.getRoomId())
                .setAfterSeq(last)
                .setPageSize(HistoryCommand.PAGE_ENTRIES)
                .build();
        ListHistoryResponse page = visit.await(visit.requests().listHistory(request));
        for (HistoryEntry entry : page.getEntriesList()) {
          if (format.equals(JSONL)) {
            errand.output().json(entry);
          } else {
            errand.output().entry(wording.of(entry, ""));
          }
          last = entry.getEvent().getSeq();
        }
        hasLater = page.getHasLater() && page.getEntriesCount() > 0;
      }
    }
  }
}

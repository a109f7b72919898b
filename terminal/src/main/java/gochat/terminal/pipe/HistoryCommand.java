package gochat.terminal.pipe;

import gochat.terminal.text.Texts;
import gochat.v1.HistoryEntry;
import gochat.v1.ListHistoryRequest;
import gochat.v1.ListHistoryResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Shows the newest of what was said in a room, or what came before a position; the oldest first.
final class HistoryCommand implements Command {
  private static final String BEFORE = "--before";
  private static final String LIMIT = "--limit";
  static final int PAGE_ENTRIES = 200;
  private static final int LIMIT_DEFAULT = 50;

  /// They are held in memory, since the pages come newest first. Who wants all takes `export`.
  private static final int LIMIT_MAX = 10_000;

  @Override
  public void declare(CommandSpec spec, Texts texts) {
    Parameters.add(spec, "ROOM|@USER", "1", texts.get("usage.place"));
    Parameters.option(spec, BEFORE, "SEQ", texts.get("usage.history.before"));
    Parameters.option(spec, LIMIT, "N", texts.get("usage.history.limit"));
    Parameters.flag(spec, RoomsCommand.JSON, texts.get("usage.json", "HistoryEntry"));
  }

  @Override
  public void run(ParseResult parsed, Errand errand)
      throws Failure, IOException, InterruptedException {
    long before = Parameters.number(parsed, BEFORE, 0, 1, Long.MAX_VALUE, errand);
    int limit = (int) Parameters.number(parsed, LIMIT, LIMIT_DEFAULT, 1, LIMIT_MAX, errand);
    boolean isJson = parsed.hasMatchedOption(RoomsCommand.JSON);
    Deque<HistoryEntry> entries;
    try (Visit visit = Visit.begin(errand)) {
      String room = Place.find(Parameters.required(parsed, 0), visit, errand).getRoomId();
      entries = newest(room, before, limit, visit);
    }
    Wording wording = new Wording(errand.texts());
    for (HistoryEntry entry : entries) {
      if (isJson) {
        errand.output().json(entry);
      } else {
        errand.output().entry(wording.of(entry, ""));
      }
    }
  }

  private static Deque<HistoryEntry> newest(String room, long before, int limit, Visit visit)
      throws Failure, InterruptedException {
    Deque<HistoryEntry> entries = new ArrayDeque<>();
    long end = before;
    boolean hasEarlier = true;
    while (hasEarlier && entries.size() < limit) {
      ListHistoryRequest.Builder request =
          ListHistoryRequest.newBuilder()
              .setRoom(room)
              .setPageSize(Math.min(PAGE_ENTRIES, limit - entries.size()));
      if (end > 0) {
        request.setBeforeSeq(end);
      }
      ListHistoryResponse page = visit.await(visit.requests().listHistory(request.build()));
      List<HistoryEntry> found = page.getEntriesList();
      found.reversed().forEach(entries::addFirst);
      hasEarlier = page.getHasEarlier() && !found.isEmpty();
      end = found.isEmpty() ? end : found.getFirst().getEvent().getSeq();
    }
    return entries;
  }
}

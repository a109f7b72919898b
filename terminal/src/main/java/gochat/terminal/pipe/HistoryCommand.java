package gochat.terminal.pipe;

import gochat.terminal.text.Texts;
import gochat.v1.HistoryEntry;
import gochat.v1.HistoryPage;
import gochat.v1.ListHistoryRequest;
import gochat.v1.Pin;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Shows the newest entries of a room's history, or those before a position, oldest first; or the
/// pinned messages.
final class HistoryCommand implements PipeCommand {
  private static final String BEFORE = "--before";
  private static final String LIMIT = "--limit";
  private static final String PINNED = "--pinned";
  static final int PAGE_ENTRIES = 200;
  private static final int LIMIT_DEFAULT = 50;

  /// All entries are in memory, because the pages come newest first; `export` has no limit.
  private static final int LIMIT_MAX = 10_000;

  @Override
  public void declare(CommandSpec spec, Texts texts) {
    Parameters.add(spec, "ROOM|@USER", "1", texts.get("usage.target"));
    Parameters.option(spec, BEFORE, "SEQ", texts.get("usage.history.before"));
    Parameters.option(spec, LIMIT, "N", texts.get("usage.history.limit"));
    Parameters.flag(spec, PINNED, texts.get("usage.history.pinned"));
    Parameters.flag(spec, RoomsCommand.JSON, texts.get("usage.json", "HistoryEntry"));
  }

  @Override
  public void run(ParseResult parsed, CommandContext context)
      throws Failure, IOException, InterruptedException {
    long before = Parameters.number(parsed, BEFORE, 0, 1, Long.MAX_VALUE, context);
    int limit = (int) Parameters.number(parsed, LIMIT, LIMIT_DEFAULT, 1, LIMIT_MAX, context);
    boolean isJson = parsed.hasMatchedOption(RoomsCommand.JSON);
    Deque<HistoryEntry> entries;
    try (PipeChat chat = PipeChat.begin(context)) {
      String room = Target.find(Parameters.required(parsed, 0), chat).getRoomId();
      entries =
          parsed.hasMatchedOption(PINNED) ? pinned(room, chat) : newest(room, before, limit, chat);
    }
    EventFormatter formatter = new EventFormatter(context.texts());
    for (HistoryEntry entry : entries) {
      if (isJson) {
        context.output().json(entry);
      } else {
        context.output().entry(formatter.of(entry, ""));
      }
    }
  }

  private static Deque<HistoryEntry> pinned(String room, PipeChat chat)
      throws Failure, InterruptedException {
    Deque<HistoryEntry> entries = new ArrayDeque<>();
    chat.await(chat.requests().listAllPins(room)).stream()
        // Of the others, nothing is kept that could be shown.
        .filter(Pin::hasMessage)
        .forEach(pin -> entries.addFirst(pin.getMessage()));
    return entries;
  }

  private static Deque<HistoryEntry> newest(String room, long before, int limit, PipeChat chat)
      throws Failure, InterruptedException {
    Deque<HistoryEntry> entries = new ArrayDeque<>();
    ListHistoryRequest.Builder request = ListHistoryRequest.newBuilder().setRoom(room);
    if (before > 0) {
      request.setBeforeSeq(before);
    }
    boolean hasEarlier = true;
    while (hasEarlier && entries.size() < limit) {
      request.setPageSize(Math.min(PAGE_ENTRIES, limit - entries.size()));
      HistoryPage page = chat.await(chat.requests().listHistory(request.build()));
      page.getEntriesList().reversed().forEach(entries::addFirst);
      hasEarlier = !page.getEarlierPageToken().isEmpty();
      request.setPageToken(page.getEarlierPageToken());
    }
    return entries;
  }
}

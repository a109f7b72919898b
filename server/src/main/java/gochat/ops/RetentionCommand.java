package gochat.ops;

import gochat.account.AuditLog.Actor;
import gochat.journal.RoomDirectory.Listing;
import gochat.limit.Period;
import gochat.limit.RetentionLimit;
import gochat.log.LogText;
import gochat.room.AuditAction;
import gochat.room.Moderation;
import gochat.room.RetentionRule;
import gochat.room.RetentionText;
import gochat.room.RoomId;
import gochat.store.Store;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows and changes how much of a room's log is kept.
@Command(name = "retention")
final class RetentionCommand implements DataCommand {
  @SuppressWarnings("NullAway.Init") // set by picocli
  @Parameters(paramLabel = "ROOM", descriptionKey = "admin.retention.room")
  private String room;

  @Option(names = "--age", paramLabel = "TIME", descriptionKey = "admin.retention.age")
  private @Nullable String age;

  @Option(names = "--events", paramLabel = "N", descriptionKey = "admin.retention.events")
  private @Nullable String events;

  @Override
  public int run(ServerData data, Caller caller) {
    Messages messages = caller.messages();
    if (age != null && !age.equals(RetentionText.OFF) && !Period.isValid(age)) {
      return refused(caller, messages.get("admin.retention.bad-age", LogText.visible(age)));
    }
    if (events != null && !events.equals(RetentionText.OFF) && !isNumber(events)) {
      return refused(
          caller,
          messages.get(
              "admin.retention.bad-events",
              LogText.visible(events),
              String.valueOf(RetentionLimit.EVENTS_MIN)));
    }
    Store store = data.store();
    Optional<Listing> found = TypedRoom.find(store, room);
    if (found.isEmpty()) {
      return refused(caller, messages.get("admin.no-room", LogText.visible(room)));
    }
    RoomId id = found.get().room();
    RetentionRule rule = changed(store.retention().of(id));
    if (age != null || events != null) {
      if (id.equals(RoomId.AUDIT)) {
        return refused(caller, messages.get("admin.retention.audit"));
      }
      data.audit()
          .record(
              Actor.OPERATOR,
              AuditAction.RETENTION_CHANGED,
              null,
              Moderation.retention(id, found.get().kind(), found.get().name(), rule));
      store.retention().set(id, rule);
    }
    caller.out().println("room: " + id.value());
    caller.out().println("age: " + RetentionText.age(rule));
    caller.out().println("events: " + RetentionText.events(rule));
    RetentionRule owners = found.get().retention();
    caller.out().println("owners-age: " + RetentionText.age(owners));
    caller.out().println("owners-events: " + RetentionText.events(owners));
    caller.out().println("floor: " + found.get().floor());
    caller.out().println("head: " + found.get().head());
    return ExitCode.OK;
  }

  private static int refused(Caller caller, String sentence) {
    caller.err().println(sentence);
    return ExitCode.USAGE;
  }

  private static boolean isNumber(String typed) {
    try {
      return Integer.parseInt(typed) >= RetentionLimit.EVENTS_MIN;
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private RetentionRule changed(RetentionRule rule) {
    long ageMs =
        age == null ? rule.ageMs() : age.equals(RetentionText.OFF) ? 0 : Period.parse(age).ms();
    long kept =
        events == null
            ? rule.events()
            : events.equals(RetentionText.OFF) ? 0 : Integer.parseInt(events);
    return new RetentionRule(ageMs, kept);
  }
}

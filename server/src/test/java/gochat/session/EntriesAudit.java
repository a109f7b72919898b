package gochat.session;

import gochat.journal.Journal.Batch;
import gochat.room.AuditAction;
import gochat.room.AuditDetail;
import gochat.room.AuditEntry;
import gochat.room.Author;
import gochat.room.Person;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Compares the acts of moderators with the entries that the audit log got in the same append.
final class EntriesAudit {
  private record Act(String room, AuditAction action, UUID author, @Nullable UUID concerned)
      implements Comparable<Act> {
    static Act of(RoomId room, AuditAction action, Author author, @Nullable Person concerned) {
      return new Act(
          room.value(), action, author.user(), concerned == null ? null : concerned.user());
    }

    @Override
    public int compareTo(Act other) {
      return toString().compareTo(other.toString());
    }
  }

  private final Disk disk;

  private EntriesAudit(Disk disk) {
    this.disk = disk;
  }

  /// The appends whose acts and entries are not the same, in sentences.
  static List<String> of(Disk disk) {
    EntriesAudit audit = new EntriesAudit(disk);
    List<String> wrong = new ArrayList<>();
    for (List<Batch> batches : disk.appended()) {
      List<Act> acts = batches.stream().flatMap(audit::acts).sorted().toList();
      List<Act> entries = batches.stream().flatMap(EntriesAudit::entries).sorted().toList();
      if (!acts.equals(entries)) {
        wrong.add("an append has the acts " + acts + " and the entries " + entries);
      }
    }
    return wrong;
  }

  private static Stream<Act> entries(Batch batch) {
    return batch.events().stream()
        .filter(RoomEvent.Audited.class::isInstance)
        .map(RoomEvent.Audited.class::cast)
        .map(audited -> {
          AuditEntry entry = audited.entry();
          String room = Objects.requireNonNull(entry.details().get(AuditDetail.ROOM));
          return Act.of(new RoomId(room), entry.action(), audited.author(), entry.account());
        });
  }

  private Stream<Act> acts(Batch batch) {
    return batch.events().stream()
        .map(event -> act(batch.room(), event))
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull);
  }

  private @Nullable Act act(RoomId room, RoomEvent event) {
    Author author = event.author();
    return switch (event) {
      case RoomEvent.Kicked kicked ->
          Act.of(room, AuditAction.MEMBER_KICKED, author, kicked.member());
      case RoomEvent.Banned banned ->
          Act.of(room, AuditAction.MEMBER_BANNED, author, banned.member());
      case RoomEvent.OnMember _ when author.equals(Author.NONE) -> null;
      case RoomEvent.Unbanned unbanned ->
          Act.of(room, AuditAction.MEMBER_UNBANNED, author, unbanned.member());
      case RoomEvent.Muted muted -> Act.of(room, AuditAction.MEMBER_MUTED, author, muted.member());
      case RoomEvent.Unmuted unmuted ->
          Act.of(room, AuditAction.MEMBER_UNMUTED, author, unmuted.member());
      case RoomEvent.RoleChanged changed ->
          Act.of(room, AuditAction.ROLE_CHANGED, author, changed.member());
      case RoomEvent.RetentionChanged _ ->
          Act.of(room, AuditAction.RETENTION_CHANGED, author, null);
      case RoomEvent.SlowModeChanged _ -> Act.of(room, AuditAction.SLOW_MODE_CHANGED, author, null);
      case RoomEvent.Deleted deleted -> {
        Author writer = disk.log(room).get((int) deleted.message() - 1).event().author();
        yield writer.user().equals(author.user())
            ? null
            : Act.of(room, AuditAction.MESSAGE_DELETED, author, writer.person());
      }
      default -> null;
    };
  }
}

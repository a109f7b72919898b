package gochat.store.memory;

import gochat.journal.Report;
import gochat.journal.Reports;
import gochat.room.Person;
import gochat.room.RoomId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Reports of messages in memory.
final class MemoryReports implements Reports {
  private final Map<UUID, Report> byId = new HashMap<>();

  @Override
  public synchronized Addition check(
      UUID reporter, RoomId room, long seq, int ofReporterMax, int reportsMax) {
    List<Report> own =
        byId.values().stream().filter(other -> other.reporter().user().equals(reporter)).toList();
    if (own.stream().anyMatch(other -> other.room().equals(room) && other.seq() == seq)) {
      return Addition.REPEATED;
    }
    if (own.size() >= ofReporterMax) {
      return Addition.TOO_MANY_OF_REPORTER;
    }
    return byId.size() >= reportsMax ? Addition.TOO_MANY : Addition.ADDED;
  }

  @Override
  public synchronized Addition add(Report report, int ofReporterMax, int reportsMax) {
    Addition addition =
        check(report.reporter().user(), report.room(), report.seq(), ofReporterMax, reportsMax);
    if (addition == Addition.ADDED) {
      byId.put(report.id(), report);
    }
    return addition;
  }

  @Override
  public synchronized List<RoomId> rooms() {
    return byId.values().stream().map(Report::room).distinct().toList();
  }

  @Override
  public synchronized List<Report> page(
      List<RoomId> rooms, long beforeMs, UUID before, int reportsMax) {
    return byId.values().stream()
        .filter(report -> rooms.contains(report.room()))
        .filter(report ->
            report.reportedMs() < beforeMs
                || (report.reportedMs() == beforeMs
                    && report.id().toString().compareTo(before.toString()) < 0))
        .sorted(Report.NEWEST_FIRST)
        .limit(reportsMax)
        .toList();
  }

  @Override
  public synchronized Optional<Report> find(UUID id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public synchronized boolean remove(UUID id) {
    return byId.remove(id) != null;
  }

  @Override
  public synchronized void eraseName(UUID user) {
    byId.replaceAll((_, report) ->
        new Report(
            report.id(),
            report.room(),
            report.seq(),
            withoutName(report.author(), user),
            report.atMs(),
            report.text(),
            withoutName(report.reporter(), user),
            report.reason(),
            report.reportedMs()));
  }

  private static Person withoutName(Person person, UUID user) {
    return person.user().equals(user) ? new Person(user, "", person.standing()) : person;
  }

  @Override
  public synchronized int removeUntil(long ms) {
    int before = byId.size();
    byId.values().removeIf(report -> report.reportedMs() <= ms);
    return before - byId.size();
  }
}

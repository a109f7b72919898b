package gochat.transfer;

import static java.util.Objects.requireNonNull;

import gochat.journal.StoredLogs;
import gochat.pause.Rest;
import gochat.room.RoomId;
import gochat.room.RoomName;
import gochat.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Imports an export. The file is read twice: first all of it is checked and compared with what is
/// there, then the events that are missing are recorded. So a file that is no whole export, or has
/// a room that does not fit, changes nothing. An import that is broken off can be repeated: it goes
/// on where it ended.
public final class Importer {
  /// @param added the number of events that were missing
  /// @param known the number of events that were there already, or are no longer kept
  public record Imported(RoomId room, long added, long known) {}

  /// @param accountsMissing the accounts of the export that this server does not have
  public record Result(List<Imported> rooms, long accountsMissing) {
    public Result {
      rooms = List.copyOf(rooms);
    }
  }

  @FunctionalInterface
  private interface Visitors<R> {
    @Nullable RoomVisitor<R> of(ExportLine.Room room) throws IOException;
  }

  private final Store store;
  private final StoredLogs logs;
  private final Rest rest;
  private final Set<RoomId> wanted;
  private final Map<RoomId, RoomCheck.Result> checks = new LinkedHashMap<>();
  private long accountsMissing;

  /// @param logs of `store`; in a running server those of its running rooms
  /// @param rest taken between some lines
  /// @param wanted the rooms to import, empty for all
  public Importer(Store store, StoredLogs logs, Rest rest, Set<RoomId> wanted) {
    this.store = store;
    this.logs = logs;
    this.rest = rest;
    this.wanted = Set.copyOf(wanted);
  }

  /// Imports `file`. To be called once.
  ///
  /// @throws BadExport when the file is no whole export; nothing was changed
  /// @throws ImportRefused when rooms don't fit; nothing was changed
  /// @throws IOException when the file can't be read, or a room has changed meanwhile
  public Result run(Path file) throws IOException {
    check(file);
    Map<RoomId, RoomName> names = names();
    refuse(problems(names));
    List<Imported> imported = record(file);
    if (!names.isEmpty() && !logs.setNames(names)) {
      throw new IOException("a room has taken a name of the export meanwhile: import again");
    }
    return new Result(imported, accountsMissing);
  }

  private void check(Path file) throws IOException {
    checks.putAll(
        visit(
            file,
            room -> isWanted(room.id()) ? new RoomCheck(room, store) : null,
            account -> {
              if (store.accounts().find(account.id()).isEmpty()) {
                accountsMissing++;
              }
            }));
  }

  private List<Imported> record(Path file) throws IOException {
    Map<RoomId, Imported> imported =
        visit(
            file,
            room -> {
              RoomCheck.Result check = checks.get(room.id());
              return check == null ? null : new RoomImport(room, check.head(), store, logs);
            },
            _ -> {});
    return List.copyOf(imported.values());
  }

  /// Reads the file. Rooms without a visitor are left out.
  ///
  /// @return the results of the visitors, in the order of the rooms
  private <R> Map<RoomId, R> visit(
      Path file, Visitors<R> visitors, Consumer<? super ExportLine.Account> accounts)
      throws IOException {
    Map<RoomId, R> results = new LinkedHashMap<>();
    RoomVisitor<R> visitor = null;
    try (ExportFile export = ExportFile.open(file, rest)) {
      for (ExportLine line = export.next(); line != null; line = export.next()) {
        switch (line) {
          case ExportLine.Start _ -> {}
          case ExportLine.Account account -> accounts.accept(account);
          case ExportLine.Room room -> {
            end(visitor, results);
            visitor = visitors.of(room);
          }
          case ExportLine.Event event -> {
            if (visitor != null) {
              visitor.add(event.stored());
            }
          }
          case ExportLine.End _ -> end(visitor, results);
        }
      }
    }
    return results;
  }

  private static <R> void end(@Nullable RoomVisitor<R> visitor, Map<RoomId, R> results)
      throws IOException {
    if (visitor != null) {
      results.put(visitor.id(), visitor.end());
    }
  }

  /// Whether the room is to be imported. Only a server itself writes its audit log.
  private boolean isWanted(RoomId room) {
    return !room.equals(RoomId.AUDIT) && (wanted.isEmpty() || wanted.contains(room));
  }

  /// The names that rooms get. Those of other rooms stay.
  private Map<RoomId, RoomName> names() {
    Map<RoomId, RoomName> names = new LinkedHashMap<>();
    checks.forEach((room, check) -> {
      if (check.problem() == null && check.newName() != null) {
        names.put(room, check.newName());
      }
    });
    return names;
  }

  private List<String> problems(Map<RoomId, RoomName> names) {
    List<String> problems = new ArrayList<>();
    Set<RoomId> missing = new HashSet<>(wanted);
    missing.removeAll(checks.keySet());
    missing.stream()
        .map(room -> "the export has no room " + room.value())
        .sorted()
        .forEach(problems::add);
    checks.values().stream()
        .map(RoomCheck.Result::problem)
        .filter(Objects::nonNull)
        .forEach(problems::add);
    Map<RoomId, RoomName> publicNames = new LinkedHashMap<>(names);
    publicNames.keySet().removeIf(room -> !requireNonNull(checks.get(room)).isPublic());
    logs.nameHolders(publicNames)
        .forEach((room, holder) ->
            problems.add(
                "room %s is to have the name #%s, which looks like that of room %s here: rename that one first, or leave the room out, by naming the rooms to import"
                    .formatted(
                        room.value(),
                        requireNonNull(publicNames.get(room)).shown(),
                        holder.value())));
    return problems;
  }

  private static void refuse(List<String> problems) throws ImportRefused {
    if (!problems.isEmpty()) {
      throw new ImportRefused(problems);
    }
  }
}

package gochat.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.Journal.AppendResult;
import gochat.journal.Journal.Batch;
import gochat.pause.Pause;
import gochat.pause.Rest;
import gochat.room.Author;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.Standing;
import gochat.store.Defect;
import gochat.store.Store;
import gochat.store.sqlite.SqliteStore;
import gochat.transfer.Importer.Imported;
import gochat.verify.Verifier;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// Two empty stores, and what the tests do with them.
abstract class TransferFixture {
  static final long AT = 1_790_000_000_000L;
  static final RoomId ROOM = new RoomId("room");
  static final RoomId OTHER = new RoomId("other");
  static final Author ALICE = author("Alice", Standing.ACCOUNT);
  static final Author BOB = author("Bob", Standing.GUEST);

  @TempDir Path directory;

  final Store source = SqliteStore.inMemory();
  final Store target = SqliteStore.inMemory();

  @AfterEach
  void close() {
    source.close();
    target.close();
  }

  final Path export(Store store, String name) throws IOException {
    Path file = directory.resolve(name);
    try (Writer out = Files.newBufferedWriter(file)) {
      Exporter exporter = new Exporter(store, Rest.none(Pause.UNTIL_INTERRUPT));
      var _ = exporter.export(exporter.rooms(), "test", Instant.EPOCH, out);
    }
    return file;
  }

  static List<Imported> importInto(Store store, Path file, RoomId... rooms) throws IOException {
    return new Importer(store, store.logs(), Rest.none(Pause.UNTIL_INTERRUPT), Set.of(rooms))
        .run(file)
        .rooms();
  }

  /// The lines of rooms and events.
  static List<String> events(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.contains("\"type\":\"room\"") || line.contains("\"type\":\"event\""))
        .toList();
  }

  final void assertSound() {
    List<Defect> defects = new ArrayList<>();
    var _ = new Verifier(target, Verifier.Mode.UNUSED, defects::add).run();
    assertThat(defects).isEmpty();
  }

  static void append(Store store, RoomId room, RoomEvent... events) {
    Batch batch = new Batch(room, store.journal().head(room), List.of(events));
    assertThat(store.journal().append(List.of(batch))).isEqualTo(new AppendResult.Stored());
  }

  static RoomEvent created(Author author, String name) {
    return new RoomEvent.Created(author, AT, RoomKind.PUBLIC, name(name), "");
  }

  static RoomEvent renamed(String name) {
    return new RoomEvent.Renamed(ALICE, AT, name(name));
  }

  static RoomEvent joined(Author member) {
    return new RoomEvent.Joined(member, AT, member.person(), Role.MEMBER);
  }

  static RoomEvent posted(Author author, String text) {
    return new RoomEvent.Posted(author, AT, null, text);
  }

  static RoomName name(String shown) {
    return new RoomName(shown, shown.toLowerCase(Locale.ROOT));
  }

  static Author author(String name, Standing standing) {
    return new Author(UUID.randomUUID(), UUID.randomUUID(), name, standing);
  }
}

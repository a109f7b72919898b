package gochat.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.room.RoomId;
import gochat.transfer.Importer.Imported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Imports that change nothing.
class ImportRefusedTest extends TransferFixture {
  @Test
  void aTakenNameAndAnotherLogAreRefusedAndNothingIsImported() throws IOException {
    append(source, RoomId.LOBBY, posted(ALICE, "there"));
    append(source, ROOM, created(ALICE, "Tea"), posted(ALICE, "a"));
    append(source, OTHER, created(ALICE, "Mate"));
    append(target, RoomId.LOBBY, posted(ALICE, "here"));
    append(target, new RoomId("x"), created(BOB, "TEA"));
    Path file = export(source, "file");

    assertThatThrownBy(() -> importInto(target, file))
        .isInstanceOfSatisfying(
            ImportRefused.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "room lobby is another one here: the logs contradict each other at seq 1."
                            + " Leave the room out, by naming the rooms to import",
                        "room room is to have the name #Tea, which looks like that of room x here:"
                            + " rename that one first, or leave the room out, by naming the rooms"
                            + " to import"));
    assertThat(target.journal().head(ROOM)).isZero();
    assertThat(target.journal().head(OTHER)).isZero();

    assertThat(importInto(target, file, OTHER)).containsExactly(new Imported(OTHER, 1, 0));
    assertThat(target.journal().head(ROOM)).isZero();
    assertThatThrownBy(() -> importInto(target, file, new RoomId("none")))
        .hasMessage("the export has no room none");
  }

  @Test
  void aRoomThatWentOnHereIsNotMixedWithAnotherContinuation() throws IOException {
    append(source, ROOM, created(ALICE, "Tea"));
    var _ = importInto(target, export(source, "before"));
    append(target, ROOM, posted(ALICE, "here"));
    append(source, ROOM, posted(ALICE, "there"));

    Path file = export(source, "after");

    assertThatThrownBy(() -> importInto(target, file))
        .hasMessageContaining("room room")
        .hasMessageContaining("at seq 2");
  }

  @Test
  void anExportThatBeginsTooLateIsRefused() throws IOException {
    append(source, ROOM, created(ALICE, "Tea"));
    var _ = importInto(target, export(source, "before"));
    append(source, ROOM, posted(ALICE, "a"), posted(ALICE, "b"));
    assertThat(source.journal().trim(ROOM, 2, 10)).isEqualTo(2);

    Path file = export(source, "after");

    assertThatThrownBy(() -> importInto(target, file))
        .hasMessageContaining("ends here at seq 1, and the export begins at 3");
  }

  @Test
  void aFileThatIsNotAsItWasWrittenIsRefusedWithTheLine() throws IOException {
    append(source, ROOM, created(ALICE, "Tea"), posted(ALICE, "hello"), posted(ALICE, "bye"));
    Path file = export(source, "file");

    assertRefused(file, lines -> lines.subList(0, 4), "line 5: the file ends early: it is cut");
    assertRefused(file, lines -> lines.subList(1, 6), "line 1: this is no export of GoChat");
    assertRefused(
        file,
        lines -> lines.stream().map(line -> line.replace("hello", "hallo")).toList(),
        "line 6: the file is not as it was written: its SHA-256 is ");
    assertRefused(
        file,
        lines -> Stream.of(0, 1, 2, 4, 5).map(lines::get).toList(),
        "line 4: \"seq\": 3 (expected: 2)");
    assertRefused(file, lines -> List.of("hello"), "line 1: not a JSON object");
    assertRefused(
        file,
        lines ->
            lines.stream().map(line -> line.replace("\"version\":1", "\"version\":2")).toList(),
        "line 1: the export has the version 2 (expected: 1)");
    assertRefused(
        file,
        lines -> lines.stream().map(line -> line.replace("message_posted", "sent")).toList(),
        "line 4: \"kind\": \"sent\" (expected: one of [message_posted, ");
    assertThat(target.journal().head(ROOM)).isZero();
  }

  private void assertRefused(Path file, UnaryOperator<List<String>> damage, String reason)
      throws IOException {
    Path damaged = directory.resolve("damaged");
    Files.write(damaged, damage.apply(Files.readAllLines(file)));
    assertThatThrownBy(() -> importInto(target, damaged))
        .isInstanceOf(BadExport.class)
        .hasMessageStartingWith(damaged + ", " + reason);
  }
}

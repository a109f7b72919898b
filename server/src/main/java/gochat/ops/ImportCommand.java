package gochat.ops;

import gochat.log.LogText;
import gochat.room.RoomId;
import gochat.transfer.ImportRefused;
import gochat.transfer.Importer;
import gochat.transfer.Importer.Imported;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Imports the rooms of an export.
@Command(name = "import")
final class ImportCommand implements DataCommand {
  @SuppressWarnings("NullAway.Init") // set by picocli
  @Parameters(index = "0", paramLabel = "FILE", descriptionKey = "admin.import.file")
  private Path file;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "ROOM",
      descriptionKey = "admin.import.room")
  private List<String> rooms = List.of();

  @Override
  public int run(ServerData data, Caller caller) throws IOException {
    Set<RoomId> wanted = rooms.stream().map(RoomId::new).collect(Collectors.toSet());
    Importer importer = new Importer(data.store(), data.logs(), data.rest(caller::pause), wanted);
    Importer.Result result;
    try {
      result = importer.run(file);
    } catch (ImportRefused e) {
      e.problems().forEach(problem -> caller.err().println(LogText.visible(problem)));
      caller.err().println(caller.messages().get("admin.import.refused"));
      return ExitCode.FAILED;
    }
    for (Imported room : result.rooms()) {
      if (room.added() > 0) {
        print(caller, LogText.visible(room.room().value()), room.added(), room.known());
      }
    }
    print(
        caller,
        "events",
        result.rooms().stream().mapToLong(Imported::added).sum(),
        result.rooms().stream().mapToLong(Imported::known).sum());
    if (result.accountsMissing() > 0) {
      String count = String.valueOf(result.accountsMissing());
      caller.out().println(caller.messages().get("admin.import.accounts", count));
    }
    return ExitCode.OK;
  }

  private static void print(Caller caller, String what, long added, long known) {
    caller
        .out()
        .println(
            caller
                .messages()
                .get("admin.import.count", what, String.valueOf(added), String.valueOf(known)));
  }
}

package gochat.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.file.PrivateFiles;
import gochat.journal.RoomDirectory.Listing;
import gochat.log.LogText;
import gochat.room.RoomId;
import gochat.transfer.Exporter;
import gochat.transfer.Exporter.Exported;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Exports rooms to a file or to the standard output.
@Command(name = "export")
final class ExportCommand implements DataCommand {
  private final String version;

  @Parameters(arity = "0..*", paramLabel = "ROOM", descriptionKey = "admin.export.room")
  private List<String> rooms = List.of();

  @Option(names = "--to", paramLabel = "FILE", descriptionKey = "admin.export.to")
  private @Nullable Path file;

  /// @param version of this server
  ExportCommand(String version) {
    this.version = version;
  }

  @Override
  public int run(ServerData data, Caller caller) throws IOException {
    List<RoomId> found = new ArrayList<>();
    for (String typed : rooms) {
      Optional<Listing> room = TypedRoom.find(data.store(), typed);
      if (room.isEmpty()) {
        caller.err().println(caller.messages().get("admin.no-room", LogText.visible(typed)));
        return ExitCode.USAGE;
      }
      found.add(room.get().room());
    }
    Exporter exporter = new Exporter(data.store(), data.rest(caller::pause));
    List<RoomId> exported = rooms.isEmpty() ? exporter.rooms() : found.stream().distinct().toList();
    if (file == null) {
      exporter.export(exported, version, Instant.now(), caller.out());
    } else {
      Exported extent = write(exporter, exported, file, caller.messages());
      caller
          .out()
          .println(
              caller
                  .messages()
                  .get(
                      "admin.export.done",
                      file,
                      String.valueOf(extent.rooms()),
                      String.valueOf(extent.events())));
    }
    return ExitCode.OK;
  }

  private Exported write(Exporter exporter, List<RoomId> exported, Path file, Messages messages)
      throws IOException {
    if (Files.exists(file)) {
      throw new IOException(messages.get("admin.export.exists", file));
    }
    return PrivateFiles.createWhole(
        file,
        out -> {
          Writer text = new OutputStreamWriter(out, UTF_8);
          Exported extent = exporter.export(exported, version, Instant.now(), text);
          text.flush();
          return extent;
        });
  }
}

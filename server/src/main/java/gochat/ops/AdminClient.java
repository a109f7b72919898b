package gochat.ops;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The connection of `bin/server admin` to a running server. Closing it breaks off the command.
public final class AdminClient implements AutoCloseable {
  /// The outcome of a search for the server of a data directory.
  public sealed interface Search {
    /// A server runs there.
    record Found(AdminClient client) implements Search {}

    /// No server runs there, as far as this user can see.
    record NoServer() implements Search {}

    record NoDirectory() implements Search {}

    /// The directory belongs to another user, whose server this user can't reach, or whose files
    /// would become this user's.
    record Foreign(String owner) implements Search {}
  }

  /// On Linux, a directory of the user as whom this process runs.
  private static final Path THIS_PROCESS = Path.of("/proc/self");

  private final SocketLines lines;

  private AdminClient(SocketLines lines) {
    this.lines = lines;
  }

  /// Connects to the server that runs on `dataDir`.
  ///
  /// @throws IOException when the system refuses it for another reason than those of [Search]
  public static Search connect(Path dataDir) throws IOException {
    if (!Files.isDirectory(dataDir)) {
      return new Search.NoDirectory();
    }
    if (!Files.isExecutable(dataDir)) {
      return new Search.Foreign(Files.getOwner(dataDir).getName());
    }
    Optional<Path> socket = SocketFile.find(dataDir).filter(Files::exists);
    if (socket.isEmpty()) {
      return withoutServer(dataDir);
    }
    if (!Files.isWritable(socket.get())) {
      return new Search.Foreign(Files.getOwner(socket.get()).getName());
    }
    try {
      SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket.get()));
      return new Search.Found(new AdminClient(new SocketLines(channel)));
    } catch (ConnectException _) {
      // The server was killed.
      return withoutServer(dataDir);
    }
  }

  /// Also root is another user: the server's user could not write the files that root makes.
  private static Search withoutServer(Path dataDir) throws IOException {
    UserPrincipal owner = Files.getOwner(dataDir);
    boolean isOurs = !Files.exists(THIS_PROCESS) || owner.equals(Files.getOwner(THIS_PROCESS));
    return isOurs ? new Search.NoServer() : new Search.Foreign(owner.getName());
  }

  /// Has the server run a command, and prints the output as it comes.
  ///
  /// @return the command's exit code; empty when the server ended before the command, or when the
  ///   output can't be written
  /// @throws IOException when the command can't be sent
  public OptionalInt run(AdminRequest request, PrintStream out, PrintStream err)
      throws IOException {
    lines.write(request.toJson());
    while (!out.checkError()) {
      switch (next()) {
        case AdminReply.Out(String text) -> out.print(text);
        case AdminReply.Err(String text) -> err.print(text);
        case AdminReply.Exit(int code) -> {
          return OptionalInt.of(code);
        }
        case null -> {
          return OptionalInt.empty();
        }
      }
    }
    return OptionalInt.empty();
  }

  /// The next reply; null when the server has gone.
  private @Nullable AdminReply next() {
    try {
      String line = lines.read();
      return line == null ? null : AdminReply.parse(line);
    } catch (IOException _) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}

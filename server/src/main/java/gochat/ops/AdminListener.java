package gochat.ops;

import gochat.file.PrivateFiles;
import gochat.limit.OpsLimit;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the commands of `bin/server admin` over a socket file that only the owner of the server
/// can open, until closed. Each command has a thread, because its work in SQLite may be so long
/// that it would keep virtual threads from their carriers, and a virtual thread that notices when
/// its caller has gone.
public final class AdminListener implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AdminListener.class);
  private static final int COMMANDS_MAX = OpsLimit.COMMANDS.standardInt();
  private static final long PAUSE_MS_AFTER_FAILURE = 100;

  private final SocketFile file;
  private final ServerSocketChannel listening;
  private final AdminCommands commands;
  private final LiveServer server;
  private final Set<SocketLines> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("admin").factory());

  private AdminListener(
      SocketFile file, ServerSocketChannel listening, AdminCommands commands, LiveServer server) {
    this.file = file;
    this.listening = listening;
    this.commands = commands;
    this.server = server;
  }

  /// Begins to take commands.
  ///
  /// @param server must own the lock of its data directory
  /// @throws IOException when there can be no socket
  public static AdminListener start(AdminCommands commands, LiveServer server) throws IOException {
    SocketFile file = SocketFile.prepare(server.directory());
    ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    boolean started = false;
    try {
      listening.bind(UnixDomainSocketAddress.of(file.path()), COMMANDS_MAX);
      PrivateFiles.protect(file.path());
      AdminListener listener = new AdminListener(file, listening, commands, server);
      listener.threads.execute(listener::accept);
      started = true;
      return listener;
    } finally {
      if (!started) {
        listening.close();
        file.remove();
      }
    }
  }

  /// The file of the socket.
  Path path() {
    return file.path();
  }

  private void accept() {
    boolean isFailing = false;
    while (listening.isOpen()) {
      try {
        SocketLines connection = new SocketLines(listening.accept());
        isFailing = false;
        connections.add(connection);
        threads.execute(() -> serve(connection));
      } catch (ClosedChannelException | RejectedExecutionException _) {
        return;
      } catch (IOException e) {
        if (!isFailing) {
          isFailing = true;
          log.atWarn().addKeyValue("reason", e.getMessage()).log("commands can't be accepted");
        }
        pause();
      }
    }
  }

  /// Probably the process has no descriptor left; it may get one soon.
  private static void pause() {
    try {
      Thread.sleep(PAUSE_MS_AFTER_FAILURE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(SocketLines connection) {
    try (connection) {
      String line = connection.read();
      if (line != null) {
        int code = run(AdminRequest.parse(line), connection);
        connection.write(new AdminReply.Exit(code).toJson());
      }
    } catch (IOException e) {
      // The caller has gone, or is no caller of commands.
      log.atDebug().setCause(e).log("a command ended without its caller");
    } finally {
      connections.remove(connection);
    }
  }

  private int run(AdminRequest request, SocketLines connection) {
    Caller caller =
        new Caller(
            Messages.of(request.language()),
            new ReplyWriter(AdminReply.Out::new, connection),
            new ReplyWriter(AdminReply.Err::new, connection),
            request.isTerminal(),
            request.columns());
    if (connections.size() > COMMANDS_MAX) {
      caller.err().println(caller.messages().get("admin.too-many", COMMANDS_MAX));
      return ExitCode.FAILED;
    }
    Thread.ofVirtual().name("admin-caller").start(() -> awaitEnd(connection, caller));
    return commands.run(request, server, caller);
  }

  /// A caller sends nothing behind its command.
  private static void awaitEnd(SocketLines connection, Caller caller) {
    try {
      String _ = connection.read();
    } catch (IOException _) {
      // The connection has broken, its command has ended, or the server stops.
    }
    caller.leave();
  }

  /// Breaks off the running commands and waits a moment for their ends.
  @Override
  public void close() throws IOException {
    listening.close();
    file.remove();
    threads.shutdown();
    for (SocketLines connection : connections) {
      connection.close();
    }
    boolean ended = false;
    try {
      ended = threads.awaitTermination(OpsLimit.STOP_TIMEOUT.standard(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (!ended) {
      log.atWarn().addKeyValue("commands", connections.size()).log("stopping during commands");
    }
  }
}

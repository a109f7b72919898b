package gochat.server;

import gochat.account.User;
import gochat.api.Build;
import gochat.backup.ServerBackups;
import gochat.edge.ConnectionCounts;
import gochat.ops.Fact;
import gochat.ops.LiveServer;
import gochat.session.Online;
import gochat.store.Defect;
import gochat.store.Store;
import gochat.tls.TlsIdentity;
import gochat.verify.Verifier;
import gochat.verify.Verifier.Extent;
import gochat.verify.Verifier.Mode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// The running server as the commands of `bin/server admin` use it. Safe for all threads.
final class OperatedServer implements LiveServer {
  private static final String NONE = "none";

  private final Config config;
  private final Store store;
  private final Online online;
  private final ConnectionCounts connections;
  private final ServerBackups backups;
  private final RunningServer server;
  private final Instant started = Instant.now();

  /// @param config of a server with a data directory
  OperatedServer(
      Config config,
      Store store,
      Online online,
      ConnectionCounts connections,
      ServerBackups backups,
      RunningServer server) {
    this.config = config;
    this.store = store;
    this.online = online;
    this.connections = connections;
    this.backups = backups;
    this.server = server;
  }

  @Override
  public Path directory() {
    return config.dataDir();
  }

  @Override
  public Store store() {
    return store;
  }

  @Override
  public Extent verify(Runnable check, Consumer<? super Defect> found) {
    return new Verifier(store, Mode.RUNNING, check, found).run();
  }

  @Override
  public ServerBackups backups() {
    return backups;
  }

  @Override
  public List<Fact> status() {
    Build build = Build.current();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("version", build.version()));
    facts.add(new Fact("build", build.commit().isEmpty() ? NONE : build.commit()));
    facts.add(new Fact("process", ProcessHandle.current().pid()));
    facts.add(new Fact("started", started));
    facts.add(new Fact("uptime-seconds", Duration.between(started, Instant.now()).toSeconds()));
    facts.add(new Fact("port", server.port()));
    facts.add(new Fact("web-port", port(server.webPort())));
    facts.add(new Fact("ops-port", port(server.opsPort())));
    facts.add(new Fact("data-dir", directory().toString()));
    facts.add(new Fact("data-bytes", bytes(directory())));
    facts.add(new Fact("free-bytes", directory().toFile().getUsableSpace()));
    facts.add(new Fact("durability", Setting.Accepted.Choice.word(config.durability())));
    facts.add(new Fact("epoch", store.journal().epoch()));
    facts.add(new Fact("connections", connections.open()));
    facts.add(new Fact("accounts-online", usersOnline(true)));
    facts.add(new Fact("guests-online", usersOnline(false)));
    facts.add(new Fact("certificate-expires", expiry(server.identity())));
    return facts;
  }

  private static Object port(OptionalInt port) {
    return port.isPresent() ? port.getAsInt() : NONE;
  }

  private long usersOnline(boolean hasAccount) {
    return online.users().stream()
        .map(User::kind)
        .filter(kind -> kind.hasAccount() == hasAccount)
        .count();
  }

  private static Object expiry(Optional<TlsIdentity> identity) {
    return identity
        .<Object>map(found -> found.chain().getFirst().getNotAfter().toInstant())
        .orElse(NONE);
  }

  /// The bytes of all files below `directory`, without those that end meanwhile.
  private static long bytes(Path directory) {
    AtomicLong bytes = new AtomicLong();
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              bytes.addAndGet(attributes.size());
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException _) {
      // A directory that ended meanwhile; the sum of the others is what there is.
    }
    return bytes.get();
  }
}

package gochat.server;

import gochat.account.AuditLog;
import gochat.account.Identities;
import gochat.account.User;
import gochat.api.Build;
import gochat.backup.BackupMaker;
import gochat.backup.ServerBackups;
import gochat.journal.StoredLogs;
import gochat.ops.Fact;
import gochat.ops.LiveServer;
import gochat.pause.Pause;
import gochat.pause.Rest;
import gochat.session.SessionCounts;
import gochat.session.StreamKind;
import gochat.shard.LiveLogs;
import gochat.shard.ShardThread;
import gochat.store.Defect;
import gochat.store.Store;
import gochat.tls.TlsIdentity;
import gochat.verify.Verifier.Extent;
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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// The running server as the commands of `bin/server admin` use it. Safe for all threads.
final class OperatedServer implements LiveServer {
  private static final String NONE = "none";

  private final Config config;
  private final Store store;
  private final Core core;
  private final Map<String, IntSupplier> connections;
  private final @Nullable ServerBackups backups;
  private final Verifications verifications;
  private final RunningServer server;
  private final Instant started = Instant.now();

  /// @param config of a server with a data directory
  /// @param connections the open connections of each port, by its name
  /// @param backups null when other tools make the backups of the store
  OperatedServer(
      Config config,
      Store store,
      Core core,
      Map<String, IntSupplier> connections,
      @Nullable ServerBackups backups,
      Verifications verifications,
      RunningServer server) {
    this.config = config;
    this.store = store;
    this.core = core;
    this.connections = connections;
    this.backups = backups;
    this.verifications = verifications;
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
  public StoredLogs logs() {
    return new LiveLogs(store.logs(), core.api().services().rooms());
  }

  @Override
  public AuditLog audit() {
    return core.audit();
  }

  @Override
  public Rest rest(Pause pause) {
    return Rest.asLongAsWork(pause);
  }

  @Override
  public Extent verify(Pause pause, Consumer<? super Defect> found) {
    return verifications.run(pause, found);
  }

  @Override
  public Optional<ServerBackups> backups() {
    return Optional.ofNullable(backups);
  }

  @Override
  public Identities identities() {
    return core.identities();
  }

  @Override
  public String url() {
    return server.url();
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
    facts.add(new Fact("store", config.store().name()));
    facts.add(new Fact("durability", Setting.Accepted.Choice.word(config.durability())));
    facts.add(new Fact("epoch", store.journal().epoch()));
    addConnections(facts);
    facts.add(new Fact("accounts-online", usersOnline(true)));
    facts.add(new Fact("guests-online", usersOnline(false)));
    facts.add(new Fact("rooms-in-memory", roomsInMemory()));
    facts.add(new Fact("certificate-expires", orNone(expiry(server.identity()))));
    Optional<BackupMaker> maker = backups().map(ServerBackups::maker);
    facts.add(new Fact("last-backup", orNone(maker.flatMap(BackupMaker::lastMade))));
    facts.add(new Fact("last-backup-failure", orNone(maker.flatMap(BackupMaker::lastFailure))));
    Optional<Verifications.Result> verified = verifications.last();
    facts.add(new Fact("last-verification", orNone(verified.map(Verifications.Result::at))));
    facts.add(
        new Fact("last-verification-defects", orNone(verified.map(Verifications.Result::defects))));
    facts.add(new Fact("events-removed", core.retention().removedSoFar()));
    return facts;
  }

  private void addConnections(List<Fact> facts) {
    facts.add(
        new Fact(
            "connections", connections.values().stream().mapToInt(IntSupplier::getAsInt).sum()));
    connections.forEach(
        (port, open) -> facts.add(new Fact(port + "-connections", open.getAsInt())));
    SessionCounts counts = core.api().services().counts();
    for (StreamKind kind : StreamKind.values()) {
      facts.add(new Fact(Setting.Accepted.Choice.word(kind) + "-streams", counts.open(kind)));
    }
  }

  private int roomsInMemory() {
    return core.shardThreads().stream().mapToInt(ShardThread::roomsInMemory).sum();
  }

  private static Object port(OptionalInt port) {
    return port.isPresent() ? port.getAsInt() : NONE;
  }

  private long usersOnline(boolean hasAccount) {
    return core.api().services().online().users().stream()
        .map(User::kind)
        .filter(kind -> kind.hasAccount() == hasAccount)
        .count();
  }

  private static Optional<Instant> expiry(Optional<TlsIdentity> identity) {
    return identity.map(found -> found.chain().getFirst().getNotAfter().toInstant());
  }

  private static Object orNone(Optional<?> value) {
    return value.isPresent() ? value.get() : NONE;
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

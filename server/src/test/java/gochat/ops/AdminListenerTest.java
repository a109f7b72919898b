package gochat.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.account.AuditLog;
import gochat.account.Identities;
import gochat.backup.ServerBackups;
import gochat.journal.StoredLogs;
import gochat.limit.LimitTable.Holds;
import gochat.limit.OpsLimit;
import gochat.pause.Pause;
import gochat.pause.Rest;
import gochat.store.Defect;
import gochat.store.Store;
import gochat.verify.Verifier.Extent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

class AdminListenerTest {
  @TempDir private Path directory;

  private final CountDownLatch isReleased = new CountDownLatch(1);
  private final AtomicBoolean hasCleanedUp = new AtomicBoolean();
  private final AdminCommands commands =
      new AdminCommands(
          () -> List.of(new Say(), new Wait(), new Hold(), new Break(), new Restore()));

  @SuppressWarnings("NullAway.Init")
  private AdminListener listener;

  /// Prints its arguments and returns the last one.
  @Command(name = "say")
  private static final class Say implements DataCommand {
    @Parameters private List<String> words = List.of();

    @Override
    public int run(ServerData data, Caller caller) {
      words.forEach(caller.out()::println);
      caller.err().print("你好！");
      return Integer.parseInt(words.getLast());
    }
  }

  /// Waits until its caller goes.
  @Command(name = "wait")
  private final class Wait implements ServerCommand {
    @Override
    public int run(LiveServer server, Caller caller) {
      caller.out().println("waiting");
      try {
        caller.pause(Duration.ofDays(1));
      } finally {
        hasCleanedUp.set(true);
      }
      return ExitCode.OK;
    }
  }

  /// Does not notice that its caller goes.
  @Command(name = "hold")
  private final class Hold implements ServerCommand {
    @Override
    public int run(LiveServer server, Caller caller) throws IOException {
      caller.out().println("holding");
      try {
        isReleased.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      return ExitCode.OK;
    }
  }

  @Command(name = "break")
  private static final class Break implements ServerCommand {
    @Override
    public int run(LiveServer server, Caller caller) {
      throw new IllegalStateException("broken");
    }
  }

  @Command(name = "restore")
  private static final class Restore implements DirectoryCommand {
    @Override
    public int run(Path dataDir, Caller caller) {
      throw new AssertionError("run in a server");
    }
  }

  private record Server(Path directory) implements LiveServer {
    @Override
    public Optional<ServerBackups> backups() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Identities identities() {
      throw new AssertionError("not needed");
    }

    @Override
    public String url() {
      throw new AssertionError("not needed");
    }

    @Override
    public Store store() {
      throw new AssertionError("not needed");
    }

    @Override
    public StoredLogs logs() {
      throw new AssertionError("not needed");
    }

    @Override
    public AuditLog audit() {
      throw new AssertionError("not needed");
    }

    @Override
    public Rest rest(Pause pause) {
      throw new AssertionError("not needed");
    }

    @Override
    public Extent verify(Pause pause, Consumer<? super Defect> found) {
      throw new AssertionError("not needed");
    }

    @Override
    public List<Fact> status() {
      return List.of();
    }
  }

  /// A caller in a thread of its own.
  private final class Call implements AutoCloseable {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AdminClient client;
    private final Thread thread;
    private @Nullable OptionalInt exitCode;

    Call(String... arguments) throws IOException {
      client = ((AdminClient.Search.Found) AdminClient.connect(directory)).client();
      thread = Thread.ofVirtual().start(() -> call(List.of(arguments)));
    }

    private void call(List<String> arguments) {
      try {
        exitCode =
            client.run(
                new AdminRequest(arguments, "en", directory, false, 0),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
      } catch (IOException _) {
        exitCode = OptionalInt.empty();
      }
    }

    OptionalInt end() throws InterruptedException {
      assertThat(thread.join(Duration.ofMinutes(1))).isTrue();
      assertThat(exitCode).isNotNull();
      return exitCode;
    }

    Call saying(String line) {
      await().until(() -> out.toString(UTF_8).equals(line + "\n"));
      return this;
    }

    @Override
    public void close() throws IOException {
      client.close();
    }
  }

  @BeforeEach
  void start() throws IOException {
    listener = AdminListener.start(commands, new Server(directory));
  }

  @AfterEach
  void stop() throws IOException {
    isReleased.countDown();
    listener.close();
  }

  @Test
  void theOutputOfACommandAndItsExitCodeReachItsCaller() throws Exception {
    String longText = "长".repeat(15_000);
    try (Call call = new Call("say", longText, "7")) {
      assertThat(call.end()).hasValue(7);
      assertThat(call.out.toString(UTF_8)).isEqualTo(longText + "\n7\n");
      assertThat(call.err.toString(UTF_8)).isEqualTo("你好！");
    }
  }

  @Test
  void linesReachTheCallerWhileTheCommandRuns() throws Exception {
    try (Call call = new Call("hold")) {
      call.saying("holding");
      isReleased.countDown();

      assertThat(call.end()).hasValue(ExitCode.OK);
    }
  }

  @Test
  void aFaultIsOneLineForTheCaller() throws Exception {
    try (Call call = new Call("break")) {
      assertThat(call.end()).hasValue(ExitCode.FAILED);
      assertThat(call.err.toString(UTF_8))
          .isEqualTo("The command failed unexpectedly: java.lang.IllegalStateException: broken\n");
    }
  }

  @Test
  void aCommandEndsWhenItsCallerGoes() throws Exception {
    try (Call call = new Call("wait")) {
      call.saying("waiting");
    }

    await().untilTrue(hasCleanedUp);
  }

  @Test
  void aStoppingServerBreaksOffItsCommands() throws Exception {
    try (Call call = new Call("wait").saying("waiting")) {
      listener.close();

      assertThat(hasCleanedUp).isTrue();
      assertThat(call.end()).isEmpty();
    }
  }

  @Test
  @Holds("admin.stop-timeout-ms")
  void aStoppingServerDoesNotWaitForACommandThatGoesOn() throws Exception {
    try (Call call = new Call("hold").saying("holding")) {
      listener.close();

      assertThat(call.end()).isEmpty();
      assertThat(isReleased.getCount()).isOne();
    }
  }

  @Test
  void aCommandForAStoppedServerIsRefusedByARunningOne() throws Exception {
    try (Call call = new Call("restore")) {
      assertThat(call.end()).hasValue(ExitCode.FAILED);
      assertThat(call.err.toString(UTF_8))
          .isEqualTo("A server runs on " + directory + ". Stop it first.\n");
    }
  }

  @Test
  @Holds("admin.commands-max")
  void commandsBeyondTheLimitAreRefused() throws Exception {
    List<Call> calls = new ArrayList<>();
    try {
      for (int i = 0; i < OpsLimit.COMMANDS.standardInt(); i++) {
        calls.add(new Call("hold").saying("holding"));
      }
      try (Call call = new Call("say", "0")) {
        assertThat(call.end()).hasValue(ExitCode.FAILED);
        assertThat(call.err.toString(UTF_8)).startsWith("The server already runs 16 commands.");
      }
    } finally {
      for (Call call : calls) {
        call.close();
      }
    }
  }

  @Test
  @Holds("admin.line-bytes-max")
  void aRequestThatIsTooLongEndsTheConnection() throws Exception {
    try (SocketChannel caller = SocketChannel.open(UnixDomainSocketAddress.of(listener.path()))) {
      caller.write(UTF_8.encode("x".repeat(OpsLimit.LINE_BYTES.standardInt() + 1)));
      assertThat(new SocketLines(caller).read()).isNull();
    }
    try (Call call = new Call("say", "x".repeat(OpsLimit.LINE_BYTES.standardInt() - 1_000), "0")) {
      assertThat(call.end()).hasValue(0);
    }
  }

  @Test
  void bytesThatAreNoRequestEndTheirConnectionOnly() throws Exception {
    for (String bytes :
        List.of("\n", "{}\n", "[1]\n", "{\"arguments\":[{}]}\n", "GET / HTTP/1.1")) {
      try (SocketChannel stranger =
          SocketChannel.open(UnixDomainSocketAddress.of(listener.path()))) {
        stranger.write(UTF_8.encode(bytes));
        stranger.shutdownOutput();
        assertThat(new SocketLines(stranger).read()).isNull();
      }
    }
    try (Call call = new Call("say", "0")) {
      assertThat(call.end()).hasValue(0);
    }
  }

  @Test
  void theSocketIsForItsOwnerOnlyAndGoesWithTheServer() throws Exception {
    assertThat(listener.path()).isEqualTo(directory.resolve("admin.sock"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(listener.path())))
        .isEqualTo("rw-------");

    listener.close();

    assertThat(directory).isEmptyDirectory();
    assertThat(AdminClient.connect(directory)).isEqualTo(new AdminClient.Search.NoServer());
    assertThat(AdminClient.connect(directory.resolve("missing")))
        .isEqualTo(new AdminClient.Search.NoDirectory());
  }

  @Test
  void theSocketOfAKilledServerIsNoServerAndIsReplaced() throws Exception {
    listener.close();
    // A closed socket leaves its file, as a killed process does.
    try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      killed.bind(UnixDomainSocketAddress.of(directory.resolve("admin.sock")));
    }
    assertThat(AdminClient.connect(directory)).isEqualTo(new AdminClient.Search.NoServer());

    start();

    try (Call call = new Call("say", "0")) {
      assertThat(call.end()).hasValue(0);
    }
  }

  @Test
  void aDirectoryWithALongPathHasItsSocketInAPrivateDirectoryElsewhere() throws Exception {
    listener.close();
    directory = Files.createDirectory(directory.resolve("d".repeat(100)));
    start();
    Path socket = listener.path();

    assertThat(directory.resolve("admin.sock.path")).hasContent(socket.toString());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
        .isEqualTo("rwx------");
    try (Call call = new Call("say", "0")) {
      assertThat(call.end()).hasValue(0);
    }

    Path copy = Files.createDirectory(directory.resolve("copy"));
    Files.copy(directory.resolve("admin.sock.path"), copy.resolve("admin.sock.path"));
    try (AdminListener other = AdminListener.start(commands, new Server(copy))) {
      assertThat(socket).as("the socket of a running server").exists();
      assertThat(other.path()).isNotEqualTo(socket);
    }
    listener.close();

    assertThat(socket.getParent()).doesNotExist();
    assertThat(directory.resolve("admin.sock.path")).doesNotExist();
  }
}

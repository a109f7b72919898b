package gochat.client;

import gochat.client.v1.Endpoint;
import gochat.server.ServerProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The server of this project as a process, which a test can kill, stop and start again with the
/// data that is left.
public final class ServerProcess implements AutoCloseable {
  /// Low, so that a queue without a limit shows.
  private static final long DIRECT_BYTES_MAX = 96L << 20;

  /// Memory besides heap and direct memory: code, classes, stacks, the C library and SQLite.
  private static final long OTHER_BYTES_MAX = 256L << 20;

  /// Longer than a stop may take.
  private static final Duration STOP_MAX = Duration.ofMinutes(1);

  /// So that a test does not wait for the rate of its guests.
  private static final List<String> FAST_GUESTS =
      List.of(
          "--rate-guest-changes-per-second=1000000", "--rate-guest-bytes-per-second=1000000000");

  /// The ports of one start after the other.
  public enum Ports {
    /// Each start takes free ones, as another program may take those of a server that is down.
    NEW,
    /// All starts take the same, which no other program gets while the server is down.
    KEPT,
    /// The same for gRPC, without a web port.
    KEPT_WITHOUT_WEB
  }

  private final Path directory;
  private final Ports ports;
  private final @Nullable ReservedPort keptPort;
  private final @Nullable ReservedPort keptWebPort;
  private Surroundings surroundings;
  private Process process;
  private boolean mayHaveEnded;
  private volatile int port;
  private volatile int webPort;
  private long residentBytes;

  private ServerProcess(Path directory, Ports ports, Surroundings surroundings) throws IOException {
    this.directory = directory;
    this.ports = ports;
    this.surroundings = surroundings;
    keptPort = ports == Ports.NEW ? null : new ReservedPort();
    keptWebPort = ports == Ports.KEPT ? new ReservedPort() : null;
    process = launch();
  }

  /// @param directory for its data and its log
  public static ServerProcess start(Path directory, Ports ports) throws IOException {
    return start(directory, ports, FAST_GUESTS);
  }

  /// @param options of the server in addition to its address and its directory
  public static ServerProcess start(Path directory, Ports ports, List<String> options)
      throws IOException {
    return new ServerProcess(
        directory, ports, Surroundings.USUAL.withOptions(options.toArray(String[]::new)));
  }

  /// A server with new ports and fast guests.
  public static ServerProcess start(Path directory, Surroundings surroundings) throws IOException {
    return new ServerProcess(directory, Ports.NEW, withFastGuests(surroundings));
  }

  private static Surroundings withFastGuests(Surroundings surroundings) {
    return surroundings.withOptions(
        Stream.of(FAST_GUESTS, surroundings.options())
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  private Process launch() throws IOException {
    Process launched = begin();
    BufferedReader lines = launched.inputReader(StandardCharsets.UTF_8);
    String host = Pattern.quote(surroundings.host());
    port = numberIn(lines, Pattern.compile("gochat listening on " + host + ":(\\d+)"));
    webPort = hasWeb() ? numberIn(lines, Pattern.compile("https?://" + host + ":(\\d+)/")) : 0;
    return launched;
  }

  private Process begin() throws IOException {
    List<String> command = new ArrayList<>(surroundings.command());
    command.addAll(
        ServerProgram.command(
            List.of(
                "-XX:+ExitOnOutOfMemoryError",
                "-Xmx" + surroundings.heapBytesMax(),
                "-XX:MaxDirectMemorySize=" + DIRECT_BYTES_MAX),
            List.of(
                "--host=" + surroundings.host(),
                "--port=" + number(keptPort),
                "--web-port=" + (hasWeb() ? number(keptWebPort) : "off"),
                "--ops-port=off",
                "--registration=open",
                "--data-dir=" + dataDirectory())));
    command.addAll(surroundings.options());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(Redirect.appendTo(log().toFile()));
    builder.environment().putAll(surroundings.environment());
    return builder.start();
  }

  private boolean hasWeb() {
    return ports != Ports.KEPT_WITHOUT_WEB;
  }

  private static int number(@Nullable ReservedPort kept) {
    return kept == null ? 0 : kept.number();
  }

  /// Reads until a line matches `pattern`, and returns the number in it.
  private int numberIn(BufferedReader lines, Pattern pattern) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        return Integer.parseInt(matcher.group(1));
      }
    }
    throw new AssertionError("the server ended before it listened: " + Files.readString(log()));
  }

  public Path dataDirectory() {
    return directory.resolve("data");
  }

  private Path log() {
    return directory.resolve("server.log");
  }

  /// The port of gRPC; 0 while a server with new ports is down.
  public int port() {
    return port;
  }

  /// The port of HTTP and WebSockets; 0 without one, and while a server with new ports is down.
  public int webPort() {
    return webPort;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// The address that it listens on, without a port.
  public String host() {
    return surroundings.host();
  }

  public String address() {
    return host() + ":" + port;
  }

  /// The limit of its resident memory.
  public long memoryBytesMax() {
    return surroundings.heapBytesMax() + DIRECT_BYTES_MAX + OTHER_BYTES_MAX;
  }

  public String webAddress() {
    return "http://localhost:" + webPort + "/";
  }

  public Endpoint endpoint() {
    return Endpoint.plaintext(address());
  }

  /// `kill -9`.
  public void kill() throws InterruptedException {
    mayHaveEnded = true;
    forgetNewPorts();
    measureResidentBytes();
    process.destroyForcibly().waitFor();
  }

  /// Sends SIGTERM and waits for the end. [#port] stays until then.
  ///
  /// @return its exit code
  public int stop() throws InterruptedException {
    mayHaveEnded = true;
    measureResidentBytes();
    process.destroy();
    if (!process.waitFor(STOP_MAX)) {
      process.destroyForcibly().waitFor();
    }
    forgetNewPorts();
    return process.exitValue();
  }

  private void forgetNewPorts() {
    if (ports == Ports.NEW) {
      port = 0;
      webPort = 0;
    }
  }

  /// Waits for an end that nobody asked for.
  ///
  /// @return its exit code; empty when the process still runs after `max`
  public OptionalInt awaitEnd(Duration max) throws InterruptedException {
    if (!process.waitFor(max)) {
      return OptionalInt.empty();
    }
    mayHaveEnded = true;
    forgetNewPorts();
    return OptionalInt.of(process.exitValue());
  }

  /// Stops all threads of the process: its connections stay, and it answers nothing until [#thaw].
  public void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  public void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    // A shell has a `kill` of its own; some machines have no such program.
    new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
  }

  public void startAgain() throws IOException {
    process = launch();
    mayHaveEnded = false;
  }

  /// The same in other surroundings, with fast guests.
  public void startAgain(Surroundings others) throws IOException {
    surroundings = withFastGuests(others);
    startAgain();
  }

  /// Starts a server that has to refuse its start.
  ///
  /// @return what it prints to standard error
  public String refusedStart() throws IOException, InterruptedException {
    long before = Files.size(log());
    Process refused = begin();
    if (!refused.waitFor(STOP_MAX)) {
      refused.destroyForcibly().waitFor();
    }
    byte[] all = Files.readAllBytes(log());
    return new String(all, (int) before, all.length - (int) before, StandardCharsets.UTF_8);
  }

  /// The greatest resident memory of its processes so far, measured before each end; 0 on systems
  /// that don't report it.
  public long residentBytes() {
    return residentBytes;
  }

  private void measureResidentBytes() {
    try {
      Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .forEach(bytes -> residentBytes = Math.max(residentBytes, bytes));
    } catch (IOException _) {
      // There is no such file on other systems.
    }
  }

  /// The entries of its log that are errors or have a stack trace.
  public List<String> complaints() throws IOException {
    return Stream.of(Files.readString(log()).split("\n(?!\t)"))
        .filter(entry -> entry.contains(" ERROR ") || entry.contains("\n\t"))
        .toList();
  }

  /// The warnings in its log.
  public List<String> warnings() throws IOException {
    return Files.readAllLines(log()).stream().filter(line -> line.contains(" WARN ")).toList();
  }

  /// Ends it.
  ///
  /// @throws AssertionError with its log, if it has ended by itself and nobody has waited for that
  @Override
  public void close() throws IOException {
    boolean hasCrashed = !process.isAlive() && !mayHaveEnded;
    process.destroyForcibly().onExit().join();
    for (ReservedPort kept : new ReservedPort[] {keptPort, keptWebPort}) {
      if (kept != null) {
        kept.close();
      }
    }
    if (hasCrashed) {
      String ending = "the server ended by itself, with exit code " + process.exitValue();
      throw new AssertionError(ending + ": " + Files.readString(log()));
    }
  }
}

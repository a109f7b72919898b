package gochat.client;

import gochat.client.v1.Endpoint;
import gochat.server.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The server as a process of its own, which can be killed, stopped, and started again on what it
/// left behind.
public final class ServerProcess implements AutoCloseable {
  /// What it may take of memory: little, so that what grows without bound shows.
  public static final long HEAP_BYTES_MAX = 160L << 20;

  public static final long DIRECT_BYTES_MAX = 96L << 20;

  /// More than a stop may take.
  private static final Duration STOP_MAX = Duration.ofMinutes(1);

  private static final Pattern LISTENING = Pattern.compile("gochat listening on 127.0.0.1:(\\d+)");
  private static final Pattern WEB = Pattern.compile("http://127.0.0.1:(\\d+)/");

  /// Where it listens, each time that it is started.
  public enum Ports {
    /// At others each time: nobody else on this machine can have taken them meanwhile.
    NEW,
    /// At the same, which are kept from all others while it is down.
    KEPT,
    /// Likewise, for gRPC alone.
    KEPT_WITHOUT_WEB
  }

  private final Path directory;
  private final Ports ports;
  private final @Nullable Socket placeholder;
  private final @Nullable Socket webPlaceholder;
  private Process process;
  private volatile int port;
  private volatile int webPort;
  private long residentBytes;

  private ServerProcess(Path directory, Ports ports) throws IOException {
    this.directory = directory;
    this.ports = ports;
    placeholder = ports == Ports.NEW ? null : placeholder();
    webPlaceholder = ports == Ports.KEPT ? placeholder() : null;
    process = launch();
  }

  /// @param directory where it keeps its data and its log
  public static ServerProcess start(Path directory, Ports ports) throws IOException {
    return new ServerProcess(directory, ports);
  }

  /// Keeps a port while nobody listens there; who does not listen may share it.
  private static Socket placeholder() throws IOException {
    Socket placeholder = new Socket();
    placeholder.setReuseAddress(true);
    placeholder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return placeholder;
  }

  private Process launch() throws IOException {
    boolean hasWeb = ports != Ports.KEPT_WITHOUT_WEB;
    Process launched =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx" + HEAP_BYTES_MAX,
                "-XX:MaxDirectMemorySize=" + DIRECT_BYTES_MAX,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "--host=127.0.0.1",
                "--port=" + number(placeholder),
                "--web-port=" + (hasWeb ? number(webPlaceholder) : "off"),
                // So that a test does not wait for its guest's rate.
                "--rate-guest-changes-per-second=1000000",
                "--rate-guest-bytes-per-second=1000000000",
                "--data-dir=" + dataDirectory())
            .redirectError(Redirect.appendTo(log().toFile()))
            .start();
    BufferedReader lines = launched.inputReader(StandardCharsets.UTF_8);
    port = numberIn(lines, LISTENING);
    webPort = hasWeb ? numberIn(lines, WEB) : 0;
    return launched;
  }

  private static int number(@Nullable Socket placeholder) {
    return placeholder == null ? 0 : placeholder.getLocalPort();
  }

  /// Reads on until a line has a number at its place in `pattern`.
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

  /// Where it serves gRPC; with new ports 0 while it is down.
  public int port() {
    return port;
  }

  /// Where it serves HTTP and WebSockets, likewise.
  public int webPort() {
    return webPort;
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  public String webAddress() {
    return "http://localhost:" + webPort + "/";
  }

  public Endpoint endpoint() {
    return Endpoint.plaintext(address());
  }

  /// `kill -9`.
  public void kill() throws InterruptedException {
    isDown();
    measureResidentBytes();
    process.destroyForcibly().waitFor();
  }

  /// SIGTERM. Clients may try to connect until it has ended.
  ///
  /// @return its exit code
  public int stop() throws InterruptedException {
    measureResidentBytes();
    process.destroy();
    if (!process.waitFor(STOP_MAX)) {
      process.destroyForcibly().waitFor();
    }
    isDown();
    return process.exitValue();
  }

  private void isDown() {
    if (ports == Ports.NEW) {
      port = 0;
      webPort = 0;
    }
  }

  /// It hangs from now on: its connections stay, and nothing is answered.
  public void freeze() throws IOException, InterruptedException {
    // By the shell, which has a `kill` where no such program is installed.
    new ProcessBuilder("sh", "-c", "kill -STOP " + process.pid()).start().waitFor();
  }

  public void startAgain() throws IOException {
    process = launch();
  }

  /// The most memory that any of the processes had taken when it was ended; 0 where that can't be
  /// found out.
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

  /// What it had to complain of: errors, and whatever came with a stack trace.
  public List<String> complaints() throws IOException {
    return Files.readAllLines(log()).stream()
        .filter(line -> line.contains(" ERROR ") || line.startsWith("\t"))
        .toList();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    for (Socket kept : new Socket[] {placeholder, webPlaceholder}) {
      if (kept != null) {
        kept.close();
      }
    }
  }
}

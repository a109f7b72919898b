package gochat.server;

import gochat.JavaProgram;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The packaged server, with the libraries beside it, as the tests of other modules have it in a
/// build. A start takes half of the processor's time with an archive of the classes that a server
/// loads: the first test that starts one makes it, for all modules.
final class ServerJar {
  /// Null where the server is a directory of classes, or has a module.
  private static final @Nullable Path JAR = find();

  private static final class Archive {
    static final Path FILE = trained();
  }

  private ServerJar() {}

  static boolean isThere() {
    return JAR != null;
  }

  /// @param flags of the Java machine
  static List<String> command(List<String> flags, List<String> arguments) {
    return command(
        Stream.concat(
                // Without the first, a machine that can't use the archive prints why.
                Stream.of("-Xlog:disable", "-XX:SharedArchiveFile=" + Archive.FILE), flags.stream())
            .toList(),
        jar(),
        arguments);
  }

  private static List<String> command(List<String> flags, Path jar, List<String> arguments) {
    return JavaProgram.command(flags, jar.toString(), Main.class, arguments);
  }

  private static Path jar() {
    if (JAR == null) {
      throw new IllegalStateException("the server is not packaged");
    }
    return JAR;
  }

  private static @Nullable Path find() {
    try {
      Path source = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      boolean hasModule = ServiceLoader.load(ClusterProvider.class).stream().findAny().isPresent();
      return Files.isRegularFile(source) && !hasModule ? source : null;
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /// Processes of tests that begin at the same time wait for each other.
  private static Path trained() {
    Path archive = jar().resolveSibling("server.jsa");
    Path lock = jar().resolveSibling("server.jsa.lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      if (!Files.exists(archive)
          || Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar())) < 0) {
        train(archive);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return archive;
  }

  /// The server writes the archive at its end.
  private static void train(Path archive) throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory(archive.getParent(), "training");
    Path made = scratch.resolve("server.jsa");
    Process server =
        new ProcessBuilder(
                command(
                    List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + made),
                    jar(),
                    List.of(
                        "--host=127.0.0.1",
                        "--port=0",
                        "--web-port=0",
                        "--ops-port=off",
                        "--data-dir=" + scratch.resolve("data"))))
            .redirectError(scratch.resolve("log").toFile())
            .start();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", ServerProgram.port(server))
            .usePlaintext()
            .build();
    try {
      var _ = V1Client.register(channel, "Alice").send("lobby", "hello");
    } finally {
      channel.shutdownNow();
      server.destroy();
      server.waitFor();
    }
    Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
    try (Stream<Path> files = Files.walk(scratch)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}

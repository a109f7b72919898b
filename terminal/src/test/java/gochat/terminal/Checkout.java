package gochat.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// A copy of the files of this checkout that the start scripts need, as after a fresh clone:
/// sources, poms and scripts, without builds.
record Checkout(Path home) {
  private static final Path ORIGINAL = Path.of("..").toAbsolutePath().normalize();
  private static final Set<String> LEFT_OUT = Set.of("target", "dist", "data", ".git", "test");
  private static final int START_TIMEOUT_S = 300;

  static Checkout copyTo(Path home) throws IOException {
    Files.walkFileTree(
        ORIGINAL,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            if (LEFT_OUT.contains(directory.getFileName().toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(inCopy(directory));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, inCopy(file), COPY_ATTRIBUTES, NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
          }

          private Path inCopy(Path original) {
            return home.resolve(ORIGINAL.relativize(original).toString());
          }
        });
    return new Checkout(home);
  }

  Path script(String program) {
    return home.resolve("bin").resolve(program);
  }

  /// The directories of the published and of the unfinished builds.
  List<Path> builds() throws IOException {
    try (var entries = Files.list(home.resolve("dist"))) {
      return entries.filter(entry -> Files.exists(entry.resolve("sources-read"))).toList();
    }
  }

  Start start(String program, String... arguments) throws IOException {
    return start(Map.of(), script(program), arguments);
  }

  /// Starts a script in an unrelated directory. The test writes its standard input.
  Start start(Map<String, String> environment, Path script, String... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(script.toString());
    command.addAll(List.of(arguments));
    var scratch = Files.createTempDirectory(home.getParent(), "start");
    var out = scratch.resolve("out");
    var err = scratch.resolve("err");
    var builder =
        new ProcessBuilder(command)
            .directory(scratch.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeAll(Set.of("LC_ALL", "LC_MESSAGES"));
    builder.environment().put("LANG", "C.UTF-8");
    builder.environment().putAll(environment);
    return new Start(builder.start(), out, err);
  }

  /// One started script.
  record Start(Process process, Path outFile, Path errFile) implements AutoCloseable {
    /// The message of a start that waits for the build of another one.
    static final String WAITS = "Waiting for another start";

    String out() {
      return read(outFile);
    }

    String err() {
      return read(errFile);
    }

    /// Types `lines`, ends the input and waits for the end of the program.
    int exitCode(String... lines) throws IOException, InterruptedException {
      try (var in = process.outputWriter(UTF_8)) {
        for (var line : lines) {
          in.write(line + "\n");
        }
      }
      return exitCode();
    }

    private int exitCode() throws InterruptedException {
      if (!process.waitFor(START_TIMEOUT_S, TimeUnit.SECONDS)) {
        close();
        throw new AssertionError("still running; out: " + out() + " err: " + err());
      }
      return process.exitValue();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }

    private static String read(Path file) {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

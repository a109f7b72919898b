package gochat.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A copy of the files of this checkout that the start scripts need, as after a fresh clone:
/// sources, poms and scripts, without builds.
record Checkout(Path home) {
  private static final Path ORIGINAL = Path.of("..").toAbsolutePath().normalize();
  private static final Set<String> LEFT_OUT = Set.of("target", "dist", "data", ".git", "test");

  /// The message of a start that waits for the build of another one.
  static final String WAITS = "Waiting for another start";

  /// The one that all tests of a run share.
  static Built built() {
    return Built.SHARED.join();
  }

  /// The command that starts the real client, with the flags that ship.
  static List<String> clientCommand(String... arguments) {
    return clientCommand(Main.class, arguments);
  }

  /// The command for another program with the same flags and the same cache.
  static List<String> clientCommand(Class<?> program, String... arguments) {
    return Stream.of(built().javaCommand(), List.of(program.getName()), List.of(arguments))
        .flatMap(List::stream)
        .toList();
  }

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
            try {
              Files.copy(file, inCopy(file), COPY_ATTRIBUTES, NOFOLLOW_LINKS);
            } catch (NoSuchFileException e) {
              return visitFileFailed(file, e);
            }
            return FileVisitResult.CONTINUE;
          }

          // Tests of other modules, which run at the same time, make files here and delete them.
          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
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

  /// A copy of the checkout and its builds, for a test that changes it. The files are hard links: a
  /// test replaces a file, and never writes to it.
  Checkout linkedTo(Path copy) throws IOException, InterruptedException {
    Process copying =
        new ProcessBuilder("cp", "-al", home.toString(), copy.toString()).inheritIO().start();
    if (copying.waitFor() != 0) {
      throw new IOException("no copy of " + home);
    }
    return new Checkout(copy);
  }

  StartedProgram start(String program, String... arguments) throws IOException {
    return start(Map.of(), script(program), arguments);
  }

  /// Starts a script in an unrelated directory.
  StartedProgram start(Map<String, String> environment, Path script, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    return StartedProgram.start(
        Files.createTempDirectory(home.getParent(), "start"), environment, command);
  }

  /// A checkout in a path with spaces and Chinese characters that its scripts have built with
  /// [CompiledMaven]: once for all tests of a run, by three first starts at the same time. Its
  /// programs start in half the time of those on the class path.
  ///
  /// @param firstStarts of the server and of two clients, all of them ended
  /// @param javaCommand of the client, as `bin/client` runs it once it has found no newer source;
  ///   the main class follows
  record Built(Checkout checkout, List<StartedProgram> firstStarts, List<String> javaCommand) {
    /// Built on a thread of its own, so that a test that times out does not interrupt the build.
    private static final CompletableFuture<Built> SHARED =
        CompletableFuture.supplyAsync(Built::build, Thread::startVirtualThread);

    private static Built build() {
      try {
        Path directory = Files.createTempDirectory("gochat-built");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
        Checkout checkout = Checkout.copyTo(directory.resolve("my 聊天 checkout"));
        CompiledMaven maven = CompiledMaven.in(directory.resolve("compiled"));
        Map<String, String> environment = Map.of("PATH", maven.path());
        List<StartedProgram> starts = new ArrayList<>();
        for (String program : List.of("server", "client", "client")) {
          starts.add(firstStart(checkout, program, environment));
        }
        await()
            .until(() -> starts.stream().filter(start -> start.err().contains(WAITS)).count() == 2);
        maven.deliver();
        for (StartedProgram start : starts) {
          start.exitCode();
        }
        return new Built(checkout, starts, javaCommand(checkout));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    /// With a mask that allows all permissions.
    private static StartedProgram firstStart(
        Checkout checkout, String program, Map<String, String> environment) throws IOException {
      return checkout.start(
          environment,
          Path.of("sh"),
          "-c",
          "umask 000; exec \"$0\" --version",
          checkout.script(program).toString());
    }

    private static void delete(Path directory) {
      try (Stream<Path> files = Files.walk(directory)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static List<String> javaCommand(Checkout checkout) throws IOException {
      Path build = checkout.builds().getFirst();
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(clientFlags(checkout));
      command.addAll(
          List.of(
              "-XX:AOTCache=" + build.resolve("client.aot"),
              "-Djava.library.path=" + build.resolve("lib"),
              "-Dgochat.home=" + checkout.home(),
              "-cp",
              build.resolve("client.jar").toString()));
      return command;
    }

    private static List<String> clientFlags(Checkout checkout) throws IOException {
      Process shell =
          new ProcessBuilder("sh", "-c", ". bin/lib/jvm.sh; java_flags client; echo $flags")
              .directory(checkout.home().toFile())
              .start();
      return List.of(new String(shell.getInputStream().readAllBytes(), UTF_8).strip().split(" "));
    }

    /// A `mvn` that copies the classes of this build. `.ci/fresh` has the real one build a fresh
    /// checkout.
    ///
    /// @param directory of its own
    private record CompiledMaven(Path directory) {
      private static final String SIGNAL = "may-deliver";

      /// The `mvn` waits for [#deliver], so that a test sees the other starts wait for it.
      static CompiledMaven in(Path directory) throws IOException {
        Path lib = Files.createDirectories(directory.resolve("lib"));
        List<String> names = new ArrayList<>();
        String classPath =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (Path path :
            Pattern.compile(File.pathSeparator).splitAsStream(classPath).map(Path::of).toList()) {
          if (Files.isDirectory(path)) {
            names.add("classes-" + names.size() + ".jar");
            pack(path, lib.resolve(names.getLast()));
          } else {
            names.add(path.getFileName().toString());
            Files.copy(path, lib.resolve(names.getLast()));
          }
        }
        writeProgram(directory.resolve("server.jar"), gochat.server.Main.class, names);
        writeProgram(directory.resolve("cluster.jar"), gochat.server.Main.class, List.of());
        writeProgram(directory.resolve("terminal.jar"), Main.class, names);
        // Writable by all users, which the scripts have to change.
        try (Stream<Path> files = Files.walk(directory)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
          }
        }
        return new CompiledMaven(directory);
      }

      /// The programs' search path with this `mvn` first.
      String path() throws IOException {
        return BuildFailureTest.pathWithMaven(
            directory,
            """
            until [ -e '%1$s/%2$s' ]; do sleep 0.05; done
            for module in server cluster terminal; do
              mkdir -p $module/target/start
              cp '%1$s'/$module.jar $module/target/start/gochat-$module-1.jar
              echo 'no jar' >$module/target/start/gochat-$module-1-tests.jar
              cp -r '%1$s/lib' $module/target/start/
            done
            """
                .formatted(directory, SIGNAL));
      }

      void deliver() throws IOException {
        Files.createFile(directory.resolve(SIGNAL));
      }

      private static void pack(Path classes, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
            Stream<Path> files = Files.walk(classes)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
            Files.copy(file, out);
          }
        }
      }

      /// A jar that names its main class and where its classes are.
      private static void writeProgram(Path jar, Class<?> main, List<String> libraries)
          throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, main.getName());
        attributes.put(
            Attributes.Name.CLASS_PATH,
            String.join(" ", libraries.stream().map(name -> "lib/" + name).toList()));
        attributes.putValue("Enable-Native-Access", "ALL-UNNAMED");
        try (OutputStream file = Files.newOutputStream(jar)) {
          new JarOutputStream(file, manifest).close();
        }
      }
    }
  }
}

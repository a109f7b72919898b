package gochat.terminal;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A `mvn` that takes no time: it delivers what this build has compiled. The real one builds a
/// fresh checkout in `.ci/fresh`.
///
/// @param directory of its own
record CompiledMaven(Path directory) {
  private static final String SIGNAL = "may-deliver";

  /// Waits to be told before it delivers, so that a test can look at those who wait for it.
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
    writeProgram(directory.resolve("terminal.jar"), Main.class, names);
    // For everybody to write, so that it shows what the scripts do about it.
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
        for module in server terminal; do
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

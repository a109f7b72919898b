package gochat.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Predicate;

/// The parts of the server that most servers don't use, and which are loaded only when they are
/// needed: from the class path, and from the jars in the directory `gochat.modules`, a system
/// property. Stateless.
final class Modules {
  private Modules() {}

  /// Made at the first use, and once: parts of one module have to share its classes.
  private static final class Loaded {
    static final ClassLoader LOADER = loader();
  }

  /// The implementation of `service` that `isWanted` accepts.
  static <S> Optional<S> find(Class<S> service, Predicate<? super S> isWanted) {
    return ServiceLoader.load(service, Loaded.LOADER).stream()
        .map(ServiceLoader.Provider::get)
        .filter(isWanted)
        .findFirst();
  }

  /// Stays open as long as the process, because what it loads runs as long.
  private static ClassLoader loader() {
    ClassLoader own = Modules.class.getClassLoader();
    Path directory = Path.of(System.getProperty("gochat.modules", ""));
    if (directory.toString().isEmpty() || !Files.isDirectory(directory)) {
      return own;
    }
    List<URL> jars = new ArrayList<>();
    try (var files = Files.newDirectoryStream(directory, "*.jar")) {
      for (Path jar : files) {
        jars.add(jar.toUri().toURL());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " can't be read", e);
    }
    return new URLClassLoader(jars.toArray(URL[]::new), own);
  }
}

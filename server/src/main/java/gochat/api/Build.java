package gochat.api;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.jar.Attributes;

/// The build of the server that runs.
///
/// @param version of the release, `development` for classes that are in no jar
/// @param commit empty when unknown
public record Build(String version, String commit) {
  /// Reads the manifest of the jar with this class.
  public static Build current() {
    Attributes jar = manifest();
    return new Build(
        requireNonNullElse(jar.getValue("Implementation-Version"), "development"),
        requireNonNullElse(jar.getValue("Implementation-Build"), ""));
  }

  private static Attributes manifest() {
    URL here = Build.class.getResource("Build.class");
    try {
      Attributes found =
          here != null && here.openConnection() instanceof JarURLConnection jar
              ? jar.getMainAttributes()
              : null;
      return requireNonNullElse(found, new Attributes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

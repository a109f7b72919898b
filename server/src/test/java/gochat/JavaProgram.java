package gochat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A program on the class path of the tests, for a process of its own.
public final class JavaProgram {
  private JavaProgram() {}

  /// The command that starts it. Its Java machine starts with little of the processor's time, as
  /// those of the tests do.
  ///
  /// @param flags of the Java machine, in addition to those of all programs
  public static List<String> command(List<String> flags, Class<?> main, List<String> arguments) {
    return command(
        flags,
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        main,
        arguments);
  }

  /// @param classPath instead of that of the tests
  public static List<String> command(
      List<String> flags, String classPath, Class<?> main, List<String> arguments) {
    return Stream.of(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"),
            flags,
            List.of("-cp", classPath, main.getName()),
            arguments)
        .flatMap(List::stream)
        .toList();
  }

  public static List<String> command(Class<?> main, String... arguments) {
    return command(List.of(), main, List.of(arguments));
  }
}

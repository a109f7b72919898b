package gochat.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.client.v1.Endpoint;
import gochat.terminal.pipe.Setup;
import gochat.terminal.profile.ProfileFile;
import gochat.terminal.profile.UserDirectories;
import gochat.terminal.text.Texts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Runs commands in this process, as one user types them.
final class CommandRun {
  /// The result of a command.
  record Result(int exitCode, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  private final Map<String, String> environment = new HashMap<>();
  private final UserDirectories directories;

  /// @param home the home directory of the user
  CommandRun(Path home) {
    environment.put("HOME", home.toString());
    directories = UserDirectories.of(environment);
  }

  UserDirectories directories() {
    return directories;
  }

  void setEnvironment(String name, String value) {
    environment.put(name, value);
  }

  Result run(String... args) {
    return runWithInput("", args);
  }

  Result runWithInput(String input, String... args) {
    return runWithInput(input.getBytes(UTF_8), args);
  }

  Result runWithInput(byte[] input, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream printedOut = new PrintStream(out, true, UTF_8);
    PrintStream printedErr = new PrintStream(err, true, UTF_8);
    Texts texts = new Texts(Locale.ENGLISH);
    ClientOptions options =
        ClientOptions.parse(
            args,
            new ProfileFile(directories.profileFile(), texts)::read,
            texts,
            printedOut,
            printedErr);
    int exitCode;
    if (options.exitCode() != null) {
      exitCode = options.exitCode();
    } else if (options.invocation() == null) {
      throw new AssertionError("no command: " + Arrays.toString(args));
    } else {
      Setup setup =
          new Setup(
              new Endpoint(options.server(), options.security()),
              options.name(),
              directories,
              environment,
              texts,
              new ByteArrayInputStream(input),
              out,
              printedErr,
              () -> CommandLines.whole(texts));
      exitCode = options.invocation().subcommand().run(options.invocation().parsed(), setup);
    }
    return new Result(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }
}

package gochat.terminal;

import gochat.client.ServerAddresses;
import gochat.client.v1.Endpoint;
import gochat.terminal.pipe.Setup;
import gochat.terminal.profile.ProfileFile;
import gochat.terminal.profile.UserDirectories;
import gochat.terminal.text.Texts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Runs the commands for scripts to train the ahead-of-time cache of the client. Their output is
/// discarded: a server without the v1 API refuses them, which does not matter.
final class PipeTraining {
  private static final String[][] COMMANDS = {
    {"send", "lobby", "hello, 你好"},
    {"send", "lobby", "--stdin"},
    {"rooms"},
    {"who", "--json"},
    {"history", "lobby"},
    {"tail", "lobby"},
    {"tail", "lobby", "--json"},
    {"export", "lobby"},
  };

  private PipeTraining() {}

  static void run(ServerAddresses server) throws IOException {
    // Training must not use the user's profile and tokens.
    Path home = Files.createTempDirectory("gochat-training");
    try {
      UserDirectories directories = UserDirectories.of(Map.of("HOME", home.toString()));
      Files.createDirectories(directories.config());
      Files.writeString(
          directories.profileFile(),
          "server = \"%s\"\nname = \"training-pipe\"\n".formatted(server));
      for (String[] command : COMMANDS) {
        run(command, directories);
      }
    } finally {
      remove(home);
    }
  }

  private static void run(String[] command, UserDirectories directories) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Texts texts = new Texts(Locale.ENGLISH);
    ProfileFile profiles = new ProfileFile(directories.profileFile(), texts);
    ClientOptions options = ClientOptions.parse(command, profiles::read, texts, nowhere, nowhere);
    ClientOptions.Invocation invocation = options.invocation();
    if (invocation == null) {
      return;
    }
    Setup setup =
        new Setup(
            new Endpoint(options.server(), options.security()),
            options.name(),
            directories,
            Map.of(),
            texts,
            new ByteArrayInputStream("hello\n".getBytes(StandardCharsets.UTF_8)),
            OutputStream.nullOutputStream(),
            nowhere,
            () -> CommandLines.whole(texts));
    int _ = invocation.subcommand().run(invocation.parsed(), setup);
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}

package gochat.terminal.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.RealServer;
import gochat.terminal.profile.UserDirectories;
import gochat.terminal.text.Texts;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class DoctorClockTest {
  @TempDir Path directory;

  @Test
  void aWrongClockIsAProblem() throws Exception {
    try (RealServer server = RealServer.start()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      CommandLine commandLine = new CommandLine(CommandSpec.create());
      Setup setup =
          new Setup(
              server.endpoint(),
              "patient",
              UserDirectories.of(Map.of("HOME", directory.toString())),
              Map.of(),
              new Texts(Locale.ENGLISH),
              InputStream.nullInputStream(),
              out,
              new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
              () -> commandLine);
      Duration late = Duration.ofMinutes(2);
      int exitCode =
          new CommandContext(setup)
              .run(new DoctorCommand(() -> Instant.now().minus(late)), commandLine.parseArgs());
      assertThat(exitCode).isEqualTo(1);
      assertThat(out.toString(StandardCharsets.UTF_8))
          .containsPattern(
              "PROBLEM  The clocks of server and client differ by 1[12][0-9] s\\. .*NTP");
    }
  }
}

package gochat.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A machine on which no native library can be unpacked.
class NativeLibraryTest {
  @TempDir Path directory;

  @Test
  @Timeout(60)
  void aLibraryThatCannotBeLoadedIsOneLineAndExitCode1() throws Exception {
    Path missing = directory.resolve("missing");
    ProcessBuilder command =
        new ProcessBuilder(
                ServerProgram.command(
                    List.of("-Dorg.sqlite.tmpdir=" + missing),
                    List.of(
                        "--host=127.0.0.1",
                        "--port=0",
                        "--web-port=off",
                        "--ops-port=off",
                        "--data-dir=" + directory.resolve("data"))))
            .redirectErrorStream(true);
    Process server = command.start();
    String said = new String(server.getInputStream().readAllBytes(), UTF_8);

    assertThat(server.waitFor()).isEqualTo(1);
    assertThat(said)
        .hasLineCount(1)
        .contains("SQLite's library can't be loaded", "org.sqlite.tmpdir");
  }
}

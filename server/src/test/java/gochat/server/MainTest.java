package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.store.DataDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path directory;

  @Test
  void helpNamesEverySettingInBothLanguages() {
    assertThat(start(Map.of("GOCHAT_LANG", "en"), "--help")).hasValue(0);
    for (Setting setting : Setting.values()) {
      assertThat(text(out)).contains(setting.flag());
    }
    assertThat(text(out)).contains("Port to listen on");

    out.reset();
    assertThat(start(Map.of("GOCHAT_LANG", "zh_CN.UTF-8"), "--help")).hasValue(0);
    assertThat(text(out)).contains("监听端口");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void versionIsOneLine() {
    assertThat(start(Map.of(), "--version")).hasValue(0);
    assertThat(text(out)).startsWith("GoChat ").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version", "--print-config"})
  void anOutputThatCanNotBeWrittenIsNoSuccess(String flag) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    Main main =
        new Main(
            Map.of("GOCHAT_LANG", "en"),
            new PrintStream(full, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    assertThat(main.start(ChatServer::start, flag)).hasValue(1);
    assertThat(text(err)).isEqualTo("The output can't be written.\n");
  }

  @Test
  void printConfigShowsWhatWouldBeUsed() {
    assertThat(start(Map.of("GOCHAT_PORT", "1"), "--print-config", "--port", "2")).hasValue(0);
    assertThat(text(out)).contains("port = 2\n");
  }

  @Test
  void aWrongCommandLineIsOneLineThatNamesHelp() {
    assertThat(start(Map.of(), "--prot=1")).hasValue(2);
    assertThat(text(err)).hasLineCount(1).contains("--prot=1").contains("bin/server --help");
  }

  @Test
  void aWrongValueIsOneLineAndExitCode1() {
    assertThat(start(Map.of(), "--port", "65536")).hasValue(1);
    assertThat(text(err)).isEqualTo("port: 65536 (expected: 0..65535), from --port\n");
  }

  @Test
  void anAddressThatIsTakenIsOneLineAndExitCode1() throws IOException {
    try (ChatServer first =
        ChatServer.start(ServerFixture.config(directory.resolve("one")), _ -> {})) {
      int taken = first.port();
      String other = directory.resolve("two").toString();

      assertThat(
              main(Map.of())
                  .start(
                      ChatServer::start,
                      "--host=127.0.0.1",
                      "--port=" + taken,
                      "--web-port=off",
                      "--ops-port=off",
                      "--data-dir=" + other))
          .hasValue(1);
      assertThat(text(err)).hasLineCount(1).contains("port " + taken + " is taken");
    }
  }

  @Test
  void aWebPortThatWasAskedForAndIsTakenIsOneLineAndExitCode1() throws IOException {
    Config config = ServerFixture.config(directory.resolve("one"), Map.of(Setting.WEB_PORT, "0"));
    try (ChatServer first = ChatServer.start(config, _ -> {})) {
      int taken = first.webPort().orElseThrow();
      String other = directory.resolve("two").toString();

      assertThat(
              main(Map.of("GOCHAT_WEB_PORT", String.valueOf(taken)))
                  .start(ChatServer::start, "--host=127.0.0.1", "--port=0", "--data-dir=" + other))
          .hasValue(1);
      assertThat(text(err))
          .hasLineCount(1)
          .contains("port " + taken + " is taken", "choose another with --web-port");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nosuchhost.invalid", "http://127.0.0.1", "127.0.0.1:1234", "192.0.2.1", "::1::"})
  void anAddressOfAnotherMachineIsOneLineAndExitCode1(String host) {
    assertThat(
            main(Map.of())
                .start(
                    ChatServer::start,
                    "--host=" + host,
                    "--port=0",
                    "--web-port=0",
                    "--ops-port=off",
                    "--data-dir=" + directory))
        .hasValue(1);
    assertThat(text(err)).hasLineCount(1).contains(host);
  }

  @Test
  void aVariableThatIsNoSettingIsAWarningWithTheNearestName() {
    assertThat(start(Map.of("GOCHAT_PROT", "1"), "--print-config")).hasValue(0);
    assertThat(text(err))
        .isEqualTo("GOCHAT_PROT is not a setting and is ignored; did you mean GOCHAT_PORT?\n");
  }

  @Test
  void theAdministratorsCodeIsInAFileOfTheOwnerUntilThereIsOne() throws IOException {
    Path file = AdminCodeFile.write(directory, Optional.of("sesame")).orElseThrow();

    assertThat(file).hasContent("sesame\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(AdminCodeFile.write(directory, Optional.empty())).isEmpty();
    assertThat(file).doesNotExist();
  }

  @Test
  void aDataDirectoryInUseIsOneLineAndExitCode1() {
    try (DataDirectory used = DataDirectory.open(directory)) {
      String path = used.path().toString();

      assertThat(
              main(Map.of())
                  .start(
                      ChatServer::start,
                      "--port=0",
                      "--web-port=off",
                      "--ops-port=off",
                      "--data-dir=" + path))
          .hasValue(1);
      assertThat(text(err)).hasLineCount(1).contains("in use by another server");
    }
  }

  @Test
  void aCertificateThatIsNotThereIsOneLineAndExitCode1() {
    Path missing = directory.resolve("none.pem");

    assertThat(
            main(Map.of())
                .start(
                    ChatServer::start,
                    "--port=0",
                    "--web-port=off",
                    "--ops-port=off",
                    "--data-dir=" + directory,
                    "--tls-cert=" + missing,
                    "--tls-key=" + missing))
        .hasValue(1);
    assertThat(text(err))
        .isEqualTo("TLS certificate " + missing + " can't be read: it does not exist\n");
  }

  @Test
  void refusingPlaintextWithoutTlsIsOneLineAndExitCode1() {
    assertThat(start(Map.of(), "--plaintext=off")).hasValue(1);
    assertThat(text(err)).hasLineCount(1).startsWith("plaintext: off (expected: on, or");
  }

  private OptionalInt start(Map<String, String> environment, String... arguments) {
    return main(environment)
        .start(
            (_, _) -> {
              throw new AssertionError("started");
            },
            arguments);
  }

  private Main main(Map<String, String> environment) {
    return new Main(
        environment,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}

package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.Fingerprint;
import gochat.client.Security;
import gochat.client.TestServer.Certificates;
import gochat.terminal.text.Texts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityOptionsTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"-tls", "--tls"})
  void tlsTrustsTheAuthoritiesOfJava(String option) throws Exception {
    assertThat(parse(option).security()).isEqualTo(Security.authoritiesOfJava());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-ca", "--ca"})
  void aFileOfAuthoritiesMeansTls(String option) throws Exception {
    var authority = Certificates.authority();
    String file = write("ca.pem", authority.getCertificatePEM());
    Security expected = new Security.Authorities(List.of(authority.getCertificate()));

    assertThat(parse(option, file).security()).isEqualTo(expected);
    assertThat(parse("-tls", option, file).security()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-fingerprint", "--fingerprint"})
  void aFingerprintMeansTls(String option) {
    Security expected = new Security.Pinned(new Fingerprint(HEX));
    assertThat(parse(option, HEX).security()).isEqualTo(expected);
    assertThat(parse("-tls", option, HEX.toUpperCase(Locale.ROOT)).security()).isEqualTo(expected);
    assertThat(parse(option, new Fingerprint(HEX).toString()).security()).isEqualTo(expected);
  }

  @Test
  void anAuthorityAndAFingerprintContradictEachOther() {
    assertThat(parse("-ca", "ca.pem", "-fingerprint", HEX).exitCode()).isEqualTo(2);
    assertThat(complaint())
        .isEqualTo("Both -ca and -fingerprint were given (expected: one of them).");
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    Path none = directory.resolve("none.pem");
    assertThat(parse("-ca", none.toString()).exitCode()).isEqualTo(1);
    assertThat(complaint()).isEqualTo("-ca: there is no file " + none + ".");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() {
    assertThat(parse("-ca", directory.toString()).exitCode()).isEqualTo(1);
    assertThat(complaint()).startsWith("-ca: " + directory + " can't be read (expected: ");
  }

  @Test
  void aFileWithoutACertificateIsNamedWithTheExpectation() throws Exception {
    String key = write("key.pem", Certificates.authority().getPrivateKeyPEM());
    assertThat(parse("-ca", key).exitCode()).isEqualTo(1);
    assertThat(complaint())
        .isEqualTo(
            "-ca: "
                + key
                + " is not a file of certificates"
                + " (expected: PEM, with lines -----BEGIN CERTIFICATE-----).");
  }

  @Test
  void aMalformedFingerprintIsNamedWithTheExpectation() {
    assertThat(parse("-fingerprint", "12:34").exitCode()).isEqualTo(1);
    assertThat(complaint())
        .isEqualTo(
            "-fingerprint: 12:34 (expected: a SHA-256 fingerprint,"
                + " 64 hexadecimal digits with or without colons)");
  }

  @Test
  void mistakesAreNamedInChineseToo() {
    Texts chinese = new Texts(Locale.CHINESE);
    assertThat(parse(chinese, "-fingerprint", "12:34").exitCode()).isEqualTo(1);
    assertThat(complaint()).isEqualTo("-fingerprint：12:34（应为 SHA-256 指纹：64 个十六进制数字，可以带冒号）");
    err.reset();
    assertThat(parse(chinese, "-ca", "x", "-fingerprint", "y").exitCode()).isEqualTo(2);
    assertThat(complaint()).isEqualTo("同时给出了 -ca 和 -fingerprint（应只给其中一个）。");
  }

  private String write(String name, String content) throws Exception {
    return Files.writeString(directory.resolve(name), content).toString();
  }

  /// The only line of the error output.
  private String complaint() {
    String all = err.toString(StandardCharsets.UTF_8);
    assertThat(all).hasLineCount(1);
    return all.strip();
  }

  private ClientOptions parse(String... args) {
    return parse(new Texts(Locale.ENGLISH), args);
  }

  private ClientOptions parse(Texts texts, String... args) {
    PrintStream print = new PrintStream(err, true, StandardCharsets.UTF_8);
    return ClientOptions.parse(args, texts, print, print);
  }
}

package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `bin/server` and `bin/client` in a fresh clone, in a path with spaces and Chinese characters.
// Longer than the limit of a start, whose error has the output of the program.
@Timeout(400)
class StartScriptsTest {
  private static final Pattern LISTENING = Pattern.compile("gochat listening on (\\S+)");

  @TempDir private Path scratch;

  private final Checkout.Built shared = Checkout.built();
  private final Checkout built = shared.checkout();

  private List<StartedProgram> startsThatSaid(String part) {
    return shared.firstStarts().stream().filter(start -> start.err().contains(part)).toList();
  }

  @Test
  void threeConcurrentFirstStartsBuildOnceAndAllWork() throws Exception {
    assertThat(shared.firstStarts())
        .extracting(start -> start.process().exitValue())
        .as(shared.firstStarts().toString())
        .containsOnly(0);
    assertThat(shared.firstStarts()).extracting(StartedProgram::out).noneMatch(String::isBlank);
    assertThat(startsThatSaid("Building GoChat")).hasSize(1);
    assertThat(startsThatSaid(Checkout.WAITS)).hasSize(2);
    assertThat(built.builds()).hasSize(1);
    assertThat(built.home().resolve("dist/lock")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"server", "client"})
  void aLaterStartUsesTheTrainedCacheAndPrintsNothingItself(String program) throws Exception {
    // In this mode the JVM ends with an error where it would otherwise go on without the cache.
    var start =
        built.start(
            Map.of("GOCHAT_JAVA_OPTS", "-XX:AOTMode=on"), built.script(program), "--version");

    assertThat(start.exitCode()).as(start.err()).isZero();
    assertThat(start.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "empty", "corrupt", "of other jars"})
  void aCacheThatCannotBeUsedIsNotMentioned(String cache) throws Exception {
    var copy = built.linkedTo(scratch.resolve("copy"));
    var build = copy.builds().getFirst();
    var file = build.resolve("client.aot");
    var jar = build.resolve("client.jar");
    switch (cache) {
      case "missing" -> Files.delete(file);
      case "empty" -> replace(file, new byte[0]);
      case "corrupt" -> replace(file, new byte[(int) Files.size(file)]);
      // The same content, but newer than the cache.
      default -> replace(jar, Files.readAllBytes(jar));
    }
    var start = copy.start("client", "--version");

    assertThat(start.exitCode()).isZero();
    assertThat(start.err()).isEmpty();
    assertThat(start.out()).isEqualTo(shared.firstStarts().get(1).out());
  }

  private static void replace(Path file, byte[] content) throws IOException {
    Files.delete(file);
    Files.write(file, content);
  }

  @Test
  void aScriptWorksThroughASymbolicLink() throws Exception {
    var link = Files.createSymbolicLink(scratch.resolve("chat"), built.script("client"));
    var start = built.start(Map.of(), link, "--version");

    assertThat(start.exitCode()).as(start.err()).isZero();
    assertThat(start.err()).isEmpty();
  }

  @Test
  void aChineseNameSurvivesALocaleWithoutChineseAndSigtermReachesTheServer() throws Exception {
    var data = scratch.resolve("data").toString();
    try (var server =
        built.start(
            "server",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--web-port",
            "0",
            "--ops-port",
            "off",
            "--data-dir",
            data)) {
      await().until(() -> LISTENING.matcher(server.out()).find());
      var listening = LISTENING.matcher(server.out());
      assertThat(listening.find()).isTrue();

      var client =
          built.start(
              Map.of("LC_ALL", "C"),
              built.script("client"),
              "-name",
              "张三",
              "-server",
              listening.group(1));
      // A private message comes back only to its sender: the server got the same name.
      try (var typed = client.in()) {
        typed.write("@张三 你好！\n");
      }
      assertThat(client.exitCode()).as(client.err()).isZero();
      assertThat(client.out()).contains("你好！");

      server.process().destroy();
      assertThat(server.exitCode()).as(server.err()).isZero();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void neitherAClosedInputNorTheMaskOfTheCallerReachesTheServer() throws Exception {
    var data = scratch.resolve("data");
    try (var server =
        built.start(
            Map.of(),
            Path.of("sh"),
            "-c",
            "umask 000; exec \"$0\" \"$@\" <&-",
            built.script("server").toString(),
            "--host=0.0.0.0",
            "--port=0",
            "--web-port=0",
            "--ops-port=off",
            "--data-dir=" + data)) {
      int port = portOf(server);
      var address = "localhost:" + port;
      var process = Path.of("/proc", Long.toString(server.process().pid()));

      assertThat(process.resolve("fd/0").toRealPath()).isEqualTo(Path.of("/dev/null"));
      assertThat(openToOthers(data)).isEmpty();
      // The output has no administrator's code, only the path of its file.
      await().until(() -> server.out().contains(data.resolve("admin-code").toString()));
      // Some machines execute no files in the directory for temporary files.
      assertThat(Files.readString(process.resolve("maps")))
          .contains("/lib/libsqlitejdbc.so", "/lib/libnetty_transport_native_epoll")
          .doesNotContain(System.getProperty("java.io.tmpdir") + "/libnetty", "/sqlite-");
      // 0.0.0.0 stands for IPv4 alone.
      assertThat(Files.readString(process.resolve("net/tcp6")).lines())
          .noneMatch(line -> isListening(line, port));

      var client =
          built.start(
              Map.of(),
              Path.of("sh"),
              "-c",
              "exec \"$0\" \"$@\" <&-",
              built.script("client").toString(),
              "send",
              "lobby",
              "--stdin",
              "-name",
              "y",
              "-server",
              address);
      assertThat(client.exitCode()).as(client.err()).isZero();
      var history = built.start("client", "history", "lobby", "-name", "y", "-server", address);
      assertThat(history.exitCode()).as(history.err()).isZero();
      assertThat(history.out()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"server", "client"})
  void aClosedOutputIsNoSuccess(String program) throws Exception {
    var start =
        built.start(
            Map.of(),
            Path.of("sh"),
            "-c",
            "exec \"$0\" --help >&-",
            built.script(program).toString());
    assertThat(start.exitCode()).isEqualTo(1);
    assertThat(start.err()).isEqualTo("The output can't be written.\n");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aServerWithoutAnyDescriptorWritesOverNothing() throws Exception {
    var data = scratch.resolve("data");
    try (var server =
        built.start(
            Map.of(),
            Path.of("sh"),
            "-c",
            "exec \"$0\" \"$@\" <&- >&- 2>&-",
            built.script("server").toString(),
            "--host=127.0.0.1",
            "--port=0",
            "--web-port=off",
            "--ops-port=off",
            "--data-dir=" + data)) {
      // The last file that the server writes.
      await().until(() -> Files.exists(data.resolve("admin-code")));
      for (var descriptor : List.of("0", "1", "2")) {
        assertThat(
                Path.of("/proc", Long.toString(server.process().pid()), "fd", descriptor)
                    .toRealPath())
            .isEqualTo(Path.of("/dev/null"));
      }
      server.process().destroy();
      assertThat(server.exitCode()).isZero();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutAPossibleBuildTheEarlierBuildIsStarted() throws Exception {
    var source = built.home().resolve("server/src/main/java/gochat/room/Room.java");
    var time = Files.getLastModifiedTime(source);
    var dist = built.home().resolve("dist");
    var permissions = Files.getPosixFilePermissions(dist);
    try {
      Files.setLastModifiedTime(source, FileTime.from(Instant.now()));
      Files.setPosixFilePermissions(dist, PosixFilePermissions.fromString("r-xr-xr-x"));
      Files.setPosixFilePermissions(
          built.home().getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
      // Permissions do not restrict root.
      var asNobody = "[ \"$(id -u)\" != 0 ] || set -- setpriv --reuid=65534 --clear-groups \"$@\"";
      var start =
          built.start(
              Map.of(),
              Path.of("sh"),
              "-c",
              asNobody + "; exec \"$@\"",
              "sh",
              built.script("client").toString(),
              "--version");

      assertThat(start.exitCode()).as(start.err()).isZero();
      assertThat(start.out()).isEqualTo(shared.firstStarts().get(1).out());
      assertThat(start.err()).hasLineCount(1).contains("as it was built last");
    } finally {
      Files.setPosixFilePermissions(dist, permissions);
      Files.setLastModifiedTime(source, time);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"server", "client"})
  void tooFewOpenFilesAreOneLine(String program) throws Exception {
    var start =
        built.start(
            Map.of(),
            Path.of("sh"),
            "-c",
            "ulimit -n 64; exec \"$0\" --version",
            built.script(program).toString());

    assertThat(start.exitCode()).isOne();
    assertThat(start.err()).hasLineCount(1).contains("limit of open files is 64", "ulimit -n");
  }

  @Test
  void nothingOfTheBuildCanBeChangedByOthers() throws Exception {
    try (var files = Files.walk(built.home().resolve("dist"))) {
      assertThat(files)
          .allSatisfy(file ->
              assertThat(Files.getPosixFilePermissions(file))
                  .doesNotContain(
                      PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aCommandReachesTheServerOfItsUserOnlyAndBuildsNothing() throws Exception {
    var source = built.home().resolve("server/src/main/java/gochat/room/Room.java");
    var time = Files.getLastModifiedTime(source);
    var data = "--data-dir=" + scratch.resolve("data");
    String[] status = {built.script("server").toString(), "admin", data, "status"};
    try (var server =
        built.start("server", "--host=127.0.0.1", "--port=0", "--web-port=off", data)) {
      int port = portOf(server);
      Files.setLastModifiedTime(source, FileTime.from(Instant.now()));

      var own = built.start(Map.of(), Path.of("env"), status);
      assertThat(own.exitCode()).as(own.err()).isZero();
      assertThat(own.out().lines()).contains("port: " + port);
      assertThat(own.err()).isEmpty();

      if (System.getProperty("user.name").equals("root")) {
        for (var entered : List.of(scratch, built.home().getParent())) {
          Files.setPosixFilePermissions(entered, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        var others =
            built.start(
                Map.of(),
                Path.of("setpriv"),
                Stream.concat(Stream.of("--reuid=65534", "--clear-groups"), Arrays.stream(status))
                    .toArray(String[]::new));
        assertThat(others.exitCode()).isOne();
        assertThat(others.err())
            .isEqualTo(
                scratch.resolve("data")
                    + " belongs to the user root. Run the command as that user.\n");
      }

      server.process().destroyForcibly();
      int _ = server.exitCode();
      var without = built.start(Map.of(), Path.of("env"), status);
      assertThat(without.exitCode()).isOne();
      assertThat(without.err()).hasLineCount(1).startsWith("No server runs on ");
    } finally {
      Files.setLastModifiedTime(source, time);
    }
  }

  /// Whether a line of `/proc/net/tcp6` is about a socket that listens on `port`.
  private static boolean isListening(String line, int port) {
    return line.matches(" *\\d+: \\p{XDigit}{32}:%04X \\p{XDigit}{32}:0000 0A .*".formatted(port));
  }

  private static int portOf(StartedProgram server) {
    await().until(() -> LISTENING.matcher(server.out()).find());
    var listening = LISTENING.matcher(server.out());
    assertThat(listening.find()).isTrue();
    return Integer.parseInt(listening.group(1).replaceFirst(".*:", ""));
  }

  private static List<Path> openToOthers(Path directory) throws IOException {
    var owners = PosixFilePermissions.fromString("rwx------");
    try (var files = Files.walk(directory)) {
      List<Path> open = new ArrayList<>();
      for (var file : files.toList()) {
        if (!owners.containsAll(Files.getPosixFilePermissions(file))) {
          open.add(file);
        }
      }
      return open;
    }
  }

  @Test
  void aNewerSourceIsBuilt() throws Exception {
    var source = built.home().resolve("server/src/main/java/gochat/room/Room.java");
    var time = Files.getLastModifiedTime(source);
    try {
      Files.setLastModifiedTime(source, FileTime.from(Instant.now()));
      var start =
          built.start(
              Map.of("PATH", BuildFailureTest.pathWithFailingMaven(scratch)),
              built.script("client"),
              "--version");

      assertThat(start.exitCode()).isOne();
      assertThat(start.err()).contains("no such luck");
    } finally {
      Files.setLastModifiedTime(source, time);
    }
  }
}

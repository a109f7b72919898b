package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The messages of `bin/server` and `bin/client` about a failed build, and the files that remain.
@Timeout(300)
class BuildFailureTest {
  @TempDir private Path scratch;

  @Test
  void withoutANewEnoughJavaOneLineNamesTheMissingProgram() throws Exception {
    var checkout = Checkout.copyTo(scratch.resolve("checkout"));
    var script = checkout.home().resolve("bin/lib/jvm.sh");
    Files.writeString(
        script, Files.readString(script).replace("java_version_min=25", "java_version_min=99"));
    var start = checkout.start("server");

    assertThat(start.exitCode()).isOne();
    assertThat(start.err()).hasLineCount(1).contains("JDK 99").contains("JAVA_HOME");
  }

  @Test
  void withoutMavenOneLineNamesTheMissingProgram() throws Exception {
    var checkout = Checkout.copyTo(scratch.resolve("checkout"));
    var tools = Files.createDirectory(scratch.resolve("tools"));
    for (var tool : List.of("dirname", "readlink", "locale", "find", "mkdir", "rm")) {
      writeScript(tools.resolve(tool), "exec " + whereIs(tool) + " \"$@\"");
    }
    var environment =
        Map.of("PATH", tools.toString(), "JAVA_HOME", System.getProperty("java.home"));
    var start = checkout.start(environment, checkout.script("client"));

    assertThat(start.exitCode()).isOne();
    assertThat(start.err()).hasLineCount(1).contains("Maven");
    assertThat(checkout.home().resolve("dist/lock")).doesNotExist();
  }

  @Test
  void aFailedBuildNamesItsErrorAndItsLogInTheUsersLanguage() throws Exception {
    var checkout = Checkout.copyTo(scratch.resolve("checkout"));
    var environment = Map.of("PATH", pathWithFailingMaven(scratch), "LC_ALL", "zh_CN.UTF-8");
    var start = checkout.start(environment, checkout.script("server"));

    assertThat(start.exitCode()).isOne();
    assertThat(start.err().lines())
        .hasSize(3)
        .anyMatch(line -> line.contains("[ERROR] no such luck"))
        .anyMatch(
            line -> line.contains("构建失败") && line.contains(checkout.home() + "/dist/build.log"));
    assertThat(checkout.builds()).isEmpty();
    assertThat(checkout.home().resolve("dist/lock")).doesNotExist();
  }

  @Test
  void theLockOfABuilderThatWasKilledIsInherited() throws Exception {
    var checkout = Checkout.copyTo(scratch.resolve("checkout"));
    var killed = new ProcessBuilder("true").start();
    assertThat(killed.waitFor()).isZero();
    Files.createDirectories(checkout.home().resolve("dist/lock"));
    Files.writeString(checkout.home().resolve("dist/lock/pid"), killed.pid() + "\n");
    var start =
        checkout.start(Map.of("PATH", pathWithFailingMaven(scratch)), checkout.script("client"));

    assertThat(start.exitCode()).isOne();
    assertThat(start.err()).contains("no such luck").doesNotContain("Waiting");
    assertThat(checkout.home().resolve("dist/lock")).doesNotExist();
  }

  @Test
  void aBuildThatIsInterruptedLeavesNothingBehind() throws Exception {
    var checkout = Checkout.copyTo(scratch.resolve("checkout"));
    var environment = Map.of("PATH", pathWithMaven(scratch, "echo started; exec sleep 60"));
    try (var start = checkout.start(environment, checkout.script("server"))) {
      var log = checkout.home().resolve("dist/build.log");
      await().until(() -> Files.exists(log) && Files.size(log) > 0);

      start.process().destroy();

      assertThat(start.exitCode()).isEqualTo(128 + 15);
      assertThat(checkout.builds()).isEmpty();
      assertThat(checkout.home().resolve("dist/lock")).doesNotExist();
    }
  }

  static String pathWithFailingMaven(Path scratch) throws IOException {
    return pathWithMaven(scratch, "echo '[ERROR] no such luck'; exit 1");
  }

  /// @param scratch the directory for the script `mvn`
  static String pathWithMaven(Path scratch, String script) throws IOException {
    var tools = Files.createDirectory(scratch.resolve("maven"));
    writeScript(tools.resolve("mvn"), script);
    return tools + ":" + System.getenv("PATH");
  }

  private static void writeScript(Path file, String script) throws IOException {
    var permissions = PosixFilePermissions.fromString("rwxr-xr-x");
    Files.createFile(file, PosixFilePermissions.asFileAttribute(permissions));
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
  }

  private static Path whereIs(String tool) {
    return Pattern.compile(":")
        .splitAsStream(System.getenv("PATH"))
        .map(directory -> Path.of(directory, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }
}

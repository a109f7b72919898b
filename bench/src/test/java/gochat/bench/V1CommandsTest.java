package gochat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.RealServer;
import gochat.server.Setting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class V1CommandsTest {
  private static final String NOBODY = "127.0.0.1:1";

  private static final Map<Setting, String> UNLIMITED =
      Map.of(
          Setting.RATE_ACCOUNT_CHANGES_PER_SECOND,
          "1000000",
          Setting.GUEST_ROOMS,
          "*",
          Setting.ROOM_PER_ACCOUNT_AND_HOUR_MAX,
          "1000000");

  @TempDir private Path directory;

  @Test
  void wrongOptionsExitWithTwo() {
    String dir = directory.toString();

    assertThat(Main.run("sends", "--target", NOBODY, "--window", "1")).isEqualTo(2);
    assertThat(Main.run("sends", "--target", NOBODY, "--dir", dir, "--window", "257")).isEqualTo(2);
    assertThat(Main.run("resume", "--target", NOBODY, "--messages", "0")).isEqualTo(2);
    assertThat(rooms("--target", NOBODY, "--rooms", "10", "--connections", "99")).isEqualTo(2);
    assertThat(rooms("--target", NOBODY, "--rooms", "10000", "--connections", "10")).isEqualTo(2);
    assertThat(Main.run("plain-inserts", "--dir", dir, "--seconds", "0")).isEqualTo(2);
    assertThat(Main.run("history", "--target", NOBODY, "--page-size", "201")).isEqualTo(2);
    assertThat(Main.run("fill", "--data-dir", dir, "--messages", "0")).isEqualTo(2);
  }

  @Test
  void aServerThatIsNotThereExitsWithOne() {
    assertThat(Main.run("history", "--target", NOBODY)).isEqualTo(1);
  }

  @Test
  void storedSendsAreMeasuredBesideTheDisksSync() throws Exception {
    try (var served = RealServer.start(directory, UNLIMITED)) {
      for (String[] pace : new String[][] {{"--window", "16"}, {"--rate", "200"}}) {
        assertThat(
                output(
                    "sends",
                    "--target",
                    served.address().toString(),
                    "--dir",
                    directory.toString(),
                    pace[0],
                    pace[1],
                    "--seconds",
                    "1",
                    "--warmup-seconds",
                    "0"))
            .hasLineCount(1)
            .contains("\"storedPerSecond\":", "\"latencyP99Us\":", "\"syncP50Us\":")
            .contains("\"violations\":0");
      }
    }
  }

  private static int rooms(String... options) {
    List<String> all = new ArrayList<>(List.of("rooms", "--window", "1"));
    all.addAll(List.of(options));
    return Main.run(all.toArray(String[]::new));
  }

  @Test
  void messagesOfARoomReachItsFollowersAndSenders() throws Exception {
    try (var served = RealServer.start(directory, UNLIMITED)) {
      for (String[] pace : new String[][] {{"--window", "16"}, {"--rate", "500"}}) {
        assertThat(
                output(
                    "rooms",
                    "--target",
                    served.address().toString(),
                    "--rooms",
                    "30",
                    "--followers",
                    "4",
                    "--connections",
                    "12",
                    "--senders",
                    "2",
                    pace[0],
                    pace[1],
                    "--seconds",
                    "1",
                    "--warmup-seconds",
                    "0"))
            .contains("\"rooms\":30", "\"latencyP50Us\":", "\"violations\":0");
      }
    }
  }

  @Test
  void plainInsertsAreMeasuredAndLeaveNothingBehind() {
    assertThat(output("plain-inserts", "--dir", directory.toString(), "--seconds", "0.1"))
        .contains("\"insertsPerSecond1\":", "\"insertsPerSecond1024\":", "\"syncP50Us\":");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void missedEventsAreCountedAfterAResume() throws Exception {
    try (var served = RealServer.start(directory, UNLIMITED)) {
      assertThat(
              output(
                  "resume",
                  "--target",
                  served.address().toString(),
                  "--messages",
                  "20",
                  "--rounds",
                  "2",
                  "--warmup-rounds",
                  "1"))
          .contains("\"messages\":20", "\"latencyP50Us\":");
    }
  }

  @Test
  void theNewestPageHasTheFilledMessages() throws Exception {
    assertThat(Main.run("fill", "--data-dir", directory.toString(), "--messages", "1500")).isZero();
    try (var served = RealServer.start(directory, UNLIMITED)) {
      assertThat(
              output(
                  "history",
                  "--target",
                  served.address().toString(),
                  "--page-size",
                  "10",
                  "--rounds",
                  "2"))
          .contains("\"roomEvents\":1500", "\"entries\":10", "\"firstUs\":");
    }
  }

  @Test
  void aStartIsMeasuredUntilTheServerListens() throws Exception {
    String server = script("echo 'gochat listening on 127.0.0.1:1'; exec sleep 60");

    assertThat(output("start", "--server", server, "--data-dir", "data", "--rounds", "2"))
        .contains("\"rounds\":2", "\"startP50Us\":");
  }

  @Test
  void aServerThatDoesNotListenExitsWithOne() throws Exception {
    String server = script("echo 'no'");

    assertThat(Main.run("start", "--server", server, "--data-dir", "data")).isEqualTo(1);
  }

  private String script(String line) throws IOException {
    Path script = directory.resolve("server");
    Files.writeString(script, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script.toString();
  }

  /// The standard output of a run without errors.
  private static String output(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.run(arguments)).isZero();
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}

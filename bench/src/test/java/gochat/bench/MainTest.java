package gochat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.bench.peer.PlainGrpcServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private static final String SELF = Long.toString(ProcessHandle.current().pid());

  private static String target(int port) {
    return "127.0.0.1:" + port;
  }

  @Test
  void wrongOptionsExitWithTwo() {
    assertThat(Main.run("fanout", "--target", target(1))).isEqualTo(2);
    assertThat(Main.run("fanout", "--target", "nowhere", "--window", "1")).isEqualTo(2);
    assertThat(Main.run("fanout", "--target", target(1), "--window", "0")).isEqualTo(2);
    assertThat(Main.run("fanout", "--target", target(1), "--window", "1", "--stall", "1000"))
        .isEqualTo(2);
    assertThat(Main.run("idle", "--target", target(1))).isEqualTo(2);
    assertThat(Main.run("idle", "--target", target(1), "--protocol", "smtp")).isEqualTo(2);
  }

  @Test
  void thePeersProtocolIsChosenByItsName() throws Exception {
    try (var peer = new FakePeer(ProtocolName.REDIS, true)) {
      String[] run = {
        "fanout",
        "--target",
        target(peer.address().getPort()),
        "--protocol",
        "redis",
        "--tls",
        "--receivers",
        "2",
        "--rate",
        "100",
        "--seconds",
        "1",
        "--warmup-seconds",
        "0"
      };

      assertThat(Main.run(run)).isZero();
    }
  }

  @Test
  void idleConnectionsAreMeasuredAndPrintedAsOneJsonLine() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try (var peer = new PlainGrpcServer(0)) {
      String[] run = {
        "idle",
        "--target",
        target(peer.port()),
        "--pid",
        SELF,
        "--connections",
        "150",
        "--settle-seconds",
        "0"
      };

      assertThat(Main.run(run)).isZero();
    } finally {
      System.setOut(before);
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .hasLineCount(1)
        .contains("\"connections\":150", "\"residentKbPerConnection\":", "\"violations\":0");
  }

  @Test
  void theDisksSyncIsMeasured(@TempDir Path directory) {
    assertThat(Main.run("sync", "--dir", directory.toString())).isZero();
    assertThat(directory).isEmptyDirectory();
  }
}

package gochat.bench.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import picocli.CommandLine;

class ResultsTest {
  private static final List<String> COMPARISON =
      List.of(
          "{\"record\":\"server\",\"server\":\"gochat\",\"title\":\"**GoChat**\"}",
          "{\"record\":\"server\",\"server\":\"nats-server\",\"title\":\"nats-server 2 & more\"}",
          burst("gochat", 1, 0.10, 0),
          burst("nats-server", 1, 0.50, 0),
          burst("gochat", 2, 0.20, 0),
          burst("nats-server", 2, 0.40, 7),
          burst("gochat", 3, 0.12, 0),
          "{\"server\":\"nats-server\",\"workload\":\"burst\",\"round\":3,\"failed\":\"No"
              + " connection\"}",
          "{\"server\":\"gochat\",\"workload\":\"steady\",\"round\":1,\"latencyP99Us\":1250.000}",
          "{\"server\":\"gochat\",\"workload\":\"idle\",\"round\":1,\"residentKbPerConnection\":12.300}",
          "{\"record\":\"note\",\"text\":\"2026-11-22, a machine.\"}");

  @TempDir private Path directory;

  private static String burst(String server, int round, double cpuUs, int lost) {
    return ("{\"server\":\"%s\",\"workload\":\"burst\",\"round\":%d,\"tls\":\"off\","
            + "\"command\":\"fanout\",\"serverCpuUsPerDelivery\":%s,\"deliveriesInAll\":1000,"
            + "\"lost\":%d,\"doubled\":0}")
        .formatted(server, round, cpuUs, lost);
  }

  private static String step(String sweep, int at, double cpuUs) {
    return "{\"sweep\":\"%s\",\"at\":%d,\"serverCpuUsPerDelivery\":%s}".formatted(sweep, at, cpuUs);
  }

  private String file(List<String> lines) throws IOException {
    return Files.write(directory.resolve("results.jsonl"), lines).toString();
  }

  private String table(List<String> lines) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertThat(new CommandLine(new TableCommand()).execute(file(lines))).isZero();
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private String chart(String name, List<String> lines) throws IOException {
    String out = directory.toString();
    assertThat(new CommandLine(new ChartsCommand()).execute("--out", out, file(lines))).isZero();
    return Files.readString(directory.resolve(name));
  }

  @Test
  void theScriptMeasuresTheWorkloadOfEachFigure() throws Exception {
    List<String> measured =
        Pattern.compile("(?m)^ +(?:\\[.*] \\|\\| )?measure ([a-z]+) ")
            .matcher(Files.readString(Path.of("compare")))
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(Stream.of(Figure.values()).map(Figure::workload).distinct())
        .containsExactlyInAnyOrderElementsOf(measured);
  }

  @Test
  void theTableHasMediansWithTheirRanges() throws Exception {
    assertThat(table(COMPARISON))
        .startsWith("2026-11-22, a machine.\n")
        .contains("| **GoChat** | 0.12 (0.10–0.20) | – | – | 1.25 | – | 12.3 |");
  }

  @Test
  void lossesAndFailuresOfAServerAreShown() throws Exception {
    assertThat(table(COMPARISON))
        .contains("| nats-server 2 & more | 0.45 (0.40–0.50) [1] | – |")
        .contains(
            "- [1] nats-server, burst: 7 lost, 2,000 delivered, 1 of 3 rounds failed: No"
                + " connection.");
  }

  @Test
  void aimsAreJudgedByTheRatiosOfTheSameRound() throws Exception {
    // 0.10 / 0.50 and 0.20 / 0.40; the third round of the peer failed.
    assertThat(table(COMPARISON))
        .contains(
            "| 1 sender, 64 in flight | at most 0.40 × nats-server | 0.35 (0.20–0.50) | reached |")
        .contains("| idle connection | at most 10.0 KB | 12.3 | **missed** |")
        .doesNotContain("inspircd");
  }

  @Test
  void serversAreDrawnAsBarsWithTheirFigures() throws Exception {
    String svg = chart("servers.svg", COMPARISON);

    Element root = parse(svg);
    assertThat(root.getTagName()).isEqualTo("svg");
    assertThat(root.getTextContent())
        .contains("GoChat", "nats-server 2 & more", "0.12 µs", "0.45 µs");
    // The card and two bars.
    assertThat(root.getElementsByTagName("rect").getLength()).isEqualTo(1 + 2);
  }

  @Test
  void valuesThatVaryAreDrawnAsLines() throws Exception {
    List<String> lines =
        List.of(
            "{\"record\":\"note\",\"text\":\"a machine\"}",
            step("receivers", 10, 2),
            step("receivers", 1000, 0.2),
            step("receivers", 1000, 0.1),
            step("receivers", 1000, 0.3),
            step("size", 16, 0.1));

    Element root = parse(chart("load.svg", lines));

    assertThat(root.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    assertThat(root.getElementsByTagName("circle").getLength()).isEqualTo(3);
    assertThat(root.getTextContent()).contains("a machine", "1,000", "0.20");
  }

  private static Element parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
        .getDocumentElement();
  }
}

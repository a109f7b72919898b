package gochat.metric;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.server.ChatServer;
import gochat.server.Config;
import gochat.server.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compares what a server shows with the documentation and with the files for Prometheus and
/// Grafana.
class MetricsPageTest {
  private static final Path PAGE = Path.of("../docs/metrics.md");
  private static final Path OPERATE = Path.of("../docs/operate");

  private static final String INTRODUCTION =
      """
      # Metrics

      A server shows its metrics at `/metrics` of the port `--ops-port` (9464 on loopback, if it is free), in the text
      format of Prometheus. This page is made from the table in `gochat.metric` and from what a server shows; a test
      compares them. [operate.md](operate.md#watch) says how to watch a server.

      A counter starts at 0 with the process. A histogram has the samples `_bucket`, `_sum` and `_count`, and beside it
      a gauge `_max` with the largest value of the last minutes.

      ## The server

      | metric | type | label | meaning | when to worry |
      |---|---|---|---|---|
      """;

  private static final String PROCESS =
      """

      ## The process and the Java virtual machine

      These metrics come with Micrometer.

      | metric | type | meaning | when to worry |
      |---|---|---|---|
      """;

  /// Appear only with some collectors.
  private static final Pattern OF_SOME_COLLECTORS =
      Pattern.compile("jvm_gc_concurrent_phase_time_seconds(_max)?");

  private static final String NONE = "–";

  private static final Map<String, String> WORRY =
      Map.ofEntries(
          Map.entry(
              "jvm_memory_used_bytes",
              "The heap stays above nine tenths of `jvm_memory_max_bytes`."),
          Map.entry("jvm_gc_pause_seconds", "More than a tenth of the time goes into pauses."),
          Map.entry("jvm_gc_pause_seconds_max", "Above 0.5 s."),
          Map.entry("jvm_threads_live_threads", "It grows without end."),
          Map.entry("process_files_open_files", "Above nine tenths of `process_files_max_files`."),
          Map.entry("process_cpu_usage", "It stays above 0.8 of all cores."),
          Map.entry("process_uptime_seconds", "It starts again at 0 and nobody restarted it."));

  private static final Pattern NAME =
      Pattern.compile("\\b(?:gochat|jvm|process|system)_[a-z_0-9]+\\b");

  @TempDir private Path directory;

  private Map<String, Scrape.Family> families() throws IOException {
    Config config =
        Config.of(
            directory,
            Map.of(
                Setting.HOST, "127.0.0.1",
                Setting.PORT, "0",
                Setting.WEB_PORT, "0",
                Setting.OPS_PORT, "0",
                Setting.TLS, "self-signed"));
    try (ChatServer server = ChatServer.start(config, _ -> {})) {
      // Pauses are shown after the first one.
      return Scrape.await(
              server.opsPort().orElseThrow(),
              scrape -> {
                System.gc();
                return scrape.families().containsKey("jvm_gc_pause_seconds");
              })
          .families();
    }
  }

  /// With `-Dgochat.docs.write=true` it writes the page instead.
  @Test
  void thePageInTheDocumentationIsMadeOfWhatAServerShows() throws IOException {
    Map<String, Scrape.Family> families = families();
    String text = INTRODUCTION + own() + PROCESS + ofProcess(families);
    if (Boolean.getBoolean("gochat.docs.write")) {
      Files.writeString(PAGE, text);
    }

    assertThat(PAGE).hasContent(text);
    assertThat(shown(families)).isEqualTo(listed());
  }

  private static String own() {
    return Arrays.stream(Metric.values())
        .map(metric ->
            "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                    metric.fullName(),
                    type(metric),
                    metric.label().map(label -> "`" + label + "`").orElse(""),
                    metric.meaning(),
                    metric.worry()))
        .collect(Collectors.joining());
  }

  private static String ofProcess(Map<String, Scrape.Family> families) {
    return families.entrySet().stream()
        .filter(family -> !family.getKey().startsWith("gochat_"))
        .filter(family -> !OF_SOME_COLLECTORS.matcher(family.getKey()).matches())
        .map(family ->
            "| `%s` | %s | %s | %s |\n"
                .formatted(
                    family.getKey(),
                    family.getValue().type(),
                    family.getValue().help(),
                    WORRY.getOrDefault(family.getKey(), NONE)))
        .collect(Collectors.joining());
  }

  private static String type(Metric metric) {
    return metric.type().name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Scrape.Family> listed() {
    Map<String, Scrape.Family> listed = new TreeMap<>();
    for (Metric metric : Metric.values()) {
      listed.put(metric.fullName(), new Scrape.Family(type(metric), metric.meaning()));
    }
    return listed;
  }

  private static Map<String, Scrape.Family> shown(Map<String, Scrape.Family> families) {
    Map<String, Scrape.Family> shown = new TreeMap<>(families);
    shown.keySet().removeIf(name -> !name.startsWith("gochat_") || name.endsWith("_max"));
    return shown;
  }

  @Test
  void theFilesForPrometheusAndGrafanaNameOnlyMetricsThatAServerShows() throws IOException {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> files = Files.walk(OPERATE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        NAME.matcher(Files.readString(file))
            .results()
            .forEach(name -> used.add(name.group().replaceFirst("_(bucket|sum|count)$", "")));
      }
    }

    assertThat(used).contains("gochat_delivery_seconds", "gochat_ready");
    assertThat(families().keySet()).containsAll(used);
  }

  @Test
  void namesFollowTheConventionsOfPrometheus() {
    for (Metric metric : Metric.values()) {
      assertThat(metric.fullName().endsWith("_total"))
          .as(metric.fullName())
          .isEqualTo(metric.type() == Metric.Type.COUNTER);
      assertThat(metric.fullName()).matches("[a-z]+(_[a-z]+)+");
    }
  }
}

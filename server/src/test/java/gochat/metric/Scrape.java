package gochat.metric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/// What a server shows to Prometheus at one moment.
///
/// @param text in the text format of Prometheus
public record Scrape(String text) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// A metric with all its samples.
  ///
  /// @param type such as `counter`
  public record Family(String type, String help) {}

  public static Scrape of(int opsPort) {
    return new Scrape(get(opsPort, "/metrics").body());
  }

  /// Waits until the server shows what `condition` expects.
  public static Scrape await(int opsPort, Predicate<Scrape> condition) {
    return Awaitility.await().atMost(PATIENCE).until(() -> of(opsPort), condition);
  }

  public static HttpResponse<String> get(int port, String path) {
    return send(port, HttpRequest.newBuilder(uri(port, path)));
  }

  public static HttpResponse<String> send(int port, String method, String path) {
    return send(
        port,
        HttpRequest.newBuilder(uri(port, path))
            .method(method, HttpRequest.BodyPublishers.noBody()));
  }

  public static HttpResponse<String> post(int port, String path, String type, byte[] body) {
    return send(
        port,
        HttpRequest.newBuilder(uri(port, path))
            .header("content-type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static HttpResponse<String> send(int port, HttpRequest.Builder request) {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port, e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// The value of a sample; fails when there is none.
  ///
  /// @param sample the name with all labels, such as `gochat_streams{kind="seed"}`
  public double value(String sample) {
    return text.lines()
        .filter(line -> line.startsWith(sample + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + sample + " in\n" + text));
  }

  /// All metrics by their names.
  public Map<String, Family> families() {
    Map<String, String> helps = lines("# HELP ");
    Map<String, Family> families = new TreeMap<>();
    lines("# TYPE ")
        .forEach(
            (name, type) -> families.put(name, new Family(type, helps.getOrDefault(name, ""))));
    return families;
  }

  private Map<String, String> lines(String prefix) {
    Map<String, String> lines = new TreeMap<>();
    text.lines()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()).split(" ", 2))
        .forEach(parts -> lines.put(parts[0], parts[1].strip()));
    return lines;
  }
}

package gochat.metric;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import gochat.edge.Health;
import gochat.edge.ListenFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The port for operators: `/metrics`, `/health/live` and `/health/ready` over HTTP/1.1, on
/// loopback only.
///
/// It has threads of its own, so that it answers also when the event loops stand still, and it is
/// the JDK's server, because a few requests a minute need no more.
public final class OpsServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OpsServer.class);

  /// A client that stalls keeps one of them for some seconds.
  private static final int THREADS = 4;

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final String METRICS_PATH = "/metrics";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  static {
    // A request that does not come, or an answer that is not read, must not keep a thread.
    System.setProperty("sun.net.httpserver.maxReqTime", "5");
    System.setProperty("sun.net.httpserver.maxRspTime", "5");
    System.setProperty("jdk.httpserver.maxConnections", "32");
  }

  /// @param type the header `content-type`
  private record Page(int status, String type, String text) {}

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, Thread.ofPlatform().daemon().name("ops-", 0).factory());
  private final Supplier<String> metrics;
  private final Health health;

  private OpsServer(HttpServer server, Supplier<String> metrics, Health health) {
    this.server = server;
    this.metrics = metrics;
    this.health = health;
  }

  /// Starts to accept connections.
  ///
  /// @param port 0 for any free one, see [#port]
  /// @param metrics returns all metrics in the text format of Prometheus
  /// @throws ListenFailure when the port can't be listened on; its message is one line for people
  public static OpsServer start(int port, Supplier<String> metrics, Health health)
      throws ListenFailure {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, port), 0);
      OpsServer ops = new OpsServer(server, metrics, health);
      server.createContext("/", ops::answer);
      server.setExecutor(ops.threads);
      server.start();
      return ops;
    } catch (IOException e) {
      throw ListenFailure.explain(LOOPBACK.getHostAddress(), port, "--ops-port", e);
    }
  }

  /// The port on which the server listens.
  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      boolean isHead = method.equals("HEAD");
      Page page =
          isHead || method.equals("GET")
              ? page(exchange.getRequestURI().getPath())
              : new Page(405, TEXT, "GET or HEAD\n");
      byte[] body = page.text.getBytes(UTF_8);
      exchange.getResponseHeaders().set("content-type", page.type);
      exchange.getResponseHeaders().set("cache-control", "no-store");
      exchange.sendResponseHeaders(page.status, isHead ? -1 : body.length);
      if (!isHead) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private Page page(String path) {
    try {
      return switch (path) {
        case METRICS_PATH -> new Page(200, METRICS, metrics.get());
        case Health.LIVE_PATH -> page(health.live());
        case Health.READY_PATH -> page(health.ready());
        default ->
            new Page(
                404,
                TEXT,
                String.join("\n", METRICS_PATH, Health.LIVE_PATH, Health.READY_PATH, ""));
      };
    } catch (RuntimeException e) {
      log.atError().addKeyValue("path", path).setCause(e).log("a page for operators failed");
      return new Page(500, TEXT, "failed; the server's log has the cause\n");
    }
  }

  private static Page page(Health.Condition condition) {
    return new Page(condition.status(), TEXT, condition.text());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

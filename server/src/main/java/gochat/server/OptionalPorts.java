package gochat.server;

import gochat.api.Api;
import gochat.edge.ConnectionCounts;
import gochat.edge.Encryption;
import gochat.edge.Health;
import gochat.edge.ListenFailure;
import gochat.limit.NetworkList;
import gochat.metric.OpsServer;
import gochat.metric.ServerHealth;
import gochat.metric.ServerMetrics;
import gochat.tls.HttpChallenges;
import gochat.web.WebServer;
import gochat.web.WebServices;
import io.netty.channel.EventLoopGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Starts the ports that a server can do without. Stateless.
final class OptionalPorts {
  private OptionalPorts() {}

  /// The port of metrics and health; null without one.
  static @Nullable OpsServer ops(Config config, ServerMetrics metrics, ServerHealth health)
      throws ListenFailure {
    return listen(config.opsPort(), false, port -> OpsServer.start(port, metrics::text, health));
  }

  /// The port for HTTP and WebSockets; null without one.
  static @Nullable WebServer web(
      Config config,
      EventLoopGroup loops,
      Api api,
      Health health,
      ConnectionCounts connections,
      Encryption encryption,
      HttpChallenges challenges)
      throws ListenFailure {
    return listen(
        config.webPort(),
        // An authority's requests come to this port.
        config.tls().source() == Config.Tls.Source.ACME,
        port ->
            WebServer.start(
                config.listenHost(),
                port,
                loops,
                WebServices.of(api, health),
                config.limits(),
                connections,
                encryption,
                site(config, challenges)));
  }

  private static WebServer.Site site(Config config, HttpChallenges challenges) {
    List<String> names = new ArrayList<>(MachineNames.find());
    names.addAll(Setting.Accepted.Listed.split(config.web().hosts()).toList());
    names.addAll(config.tls().acme().names());
    names.add(WebUrl.host(config.web().url()));
    names.add(config.host());
    return new WebServer.Site(
        names,
        Setting.Accepted.Listed.split(config.web().origins()).collect(Collectors.toSet()),
        NetworkList.parse(config.web().trustedProxies()),
        challenges);
  }

  @FunctionalInterface
  private interface Listening<P> {
    P at(int port) throws ListenFailure;
  }

  /// @param isNeeded whether the server does not start when its usual port is taken
  private static <P> @Nullable P listen(
      Config.OptionalPort port, boolean isNeeded, Listening<P> start) throws ListenFailure {
    return switch (port) {
      case Config.OptionalPort.Off() -> null;
      case Config.OptionalPort.Fixed(int number) -> start.at(number);
      case Config.OptionalPort.Auto(int number) -> {
        try {
          yield start.at(number);
        } catch (ListenFailure e) {
          if (!e.isTaken() || isNeeded) {
            throw e;
          }
          yield null;
        }
      }
    };
  }
}

package gochat.bench;

import gochat.bench.wire.Protocol;
import gochat.bench.wire.broker.IrcProtocol;
import gochat.bench.wire.broker.MqttProtocol;
import gochat.bench.wire.broker.NatsProtocol;
import gochat.bench.wire.broker.RedisProtocol;
import gochat.bench.wire.grpc.FramedProtocol;
import gochat.bench.wire.grpc.SeedProtocol;
import gochat.bench.wire.grpc.V1Protocol;
import gochat.bench.wire.web.EventsProtocol;
import gochat.bench.wire.web.WebSocketProtocol;
import java.util.Locale;
import java.util.Map;

/// The values of `--protocol`.
enum ProtocolName {
  SEED,
  V1,
  WEBSOCKET,
  EVENTS,
  FRAMED,
  NATS,
  IRC,
  MQTT,
  REDIS;

  /// @param authority the server's host and port
  Protocol forServer(String authority) {
    return switch (this) {
      case SEED -> new SeedProtocol(authority);
      case V1 -> new V1Protocol(authority, Map.of());
      case WEBSOCKET -> new WebSocketProtocol(authority);
      case EVENTS -> new EventsProtocol(authority);
      case FRAMED -> new FramedProtocol();
      case NATS -> new NatsProtocol();
      case IRC -> new IrcProtocol();
      case MQTT -> new MqttProtocol();
      case REDIS -> new RedisProtocol();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

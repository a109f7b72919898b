package gochat.system;

import gochat.client.ServerProcess;
import java.util.concurrent.ScheduledExecutorService;

/// What carries a `Connect` stream.
enum Wire {
  GRPC {
    @Override
    int port(ServerProcess server) {
      return server.port();
    }

    @Override
    WireStream open(
        int port, String token, ScheduledExecutorService loop, WireStream.Listener listener) {
      return new GrpcStream(port, token, loop, listener);
    }
  },
  WEB_SOCKET {
    @Override
    int port(ServerProcess server) {
      return server.webPort();
    }

    @Override
    WireStream open(
        int port, String token, ScheduledExecutorService loop, WireStream.Listener listener) {
      return new WebSocketStream(port, token, loop, listener);
    }
  };

  /// Where the server serves it; 0 while it is down.
  abstract int port(ServerProcess server);

  /// @param loop runs all callbacks
  abstract WireStream open(
      int port, String token, ScheduledExecutorService loop, WireStream.Listener listener);
}

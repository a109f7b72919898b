package gochat.bench.attack;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// The server that is attacked, on this machine: nothing here connects to another.
///
/// @param grpcPort where it serves gRPC, with TLS and without
/// @param webPort where it serves the web, with TLS and without
public record AttackTarget(int grpcPort, int webPort) {
  InetSocketAddress address(Port port) {
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(),
        switch (port) {
          case GRPC -> grpcPort;
          case WEB -> webPort;
        });
  }
}

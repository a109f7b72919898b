package gochat.bench.attack;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// The attacked server. It runs on this machine; attacks never connect to another one.
///
/// @param grpcPort the gRPC port, with TLS and without
/// @param webPort the web port, with TLS and without
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

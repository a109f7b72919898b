package gochat.bench;

import gochat.bench.wire.Protocol;
import java.net.InetSocketAddress;
import java.util.OptionalLong;

/// The server that a run loads.
///
/// @param protocol of the clients
/// @param tls whether they use TLS
/// @param pid of its process, if it runs on this machine
record Target(InetSocketAddress address, Protocol protocol, boolean tls, OptionalLong pid) {
  String name() {
    return address.getHostString() + ":" + address.getPort();
  }
}

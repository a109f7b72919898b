package gochat.api;

import io.grpc.Attributes;
import io.grpc.Grpc;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/// Where a call comes from.
///
/// @param address of the client, or of the proxy before it
/// @param isPrivate whether nobody on the way can listen: encrypted, or from this machine
public record Origin(InetAddress address, boolean isPrivate) {
  /// @param connection what a transport says of itself: `Grpc.TRANSPORT_ATTR_REMOTE_ADDR`, and with
  ///   TLS `Grpc.TRANSPORT_ATTR_SSL_SESSION`
  public static Origin of(Attributes connection) {
    boolean isEncrypted = connection.get(Grpc.TRANSPORT_ATTR_SSL_SESSION) != null;
    SocketAddress remote = connection.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    if (remote instanceof InetSocketAddress inet && inet.getAddress() != null) {
      InetAddress address = inet.getAddress();
      return new Origin(address, isEncrypted || address.isLoopbackAddress());
    }
    // A transport that can't say who is there gets no trust.
    return new Origin(new InetSocketAddress(0).getAddress(), isEncrypted);
  }
}

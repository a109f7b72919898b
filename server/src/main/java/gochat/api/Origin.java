package gochat.api;

import io.grpc.Attributes;
import io.grpc.Grpc;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.concurrent.Executor;

/// The source of a call.
///
/// @param address the address of the client, or of an untrusted proxy in front of it
/// @param isPrivate whether the connection is encrypted or from this machine
/// @param onIdentified called when the caller is authenticated, by any thread and perhaps more than
///   once
public record Origin(InetAddress address, boolean isPrivate, Runnable onIdentified) {
  /// Set by a transport that treats connections of authenticated clients differently.
  public static final Attributes.Key<Runnable> ON_IDENTIFIED =
      Attributes.Key.create("gochat.on-identified");

  /// Set by every transport: the lane of the connection.
  public static final Attributes.Key<Executor> LANE = Attributes.Key.create("gochat.lane");

  /// Set by a transport for a connection from a trusted proxy.
  public static final Attributes.Key<Forwarded> BEHIND_PROXY =
      Attributes.Key.create("gochat.behind-proxy");

  /// The client that a proxy reports.
  ///
  /// @param isEncrypted whether the client uses TLS up to the proxy
  public record Forwarded(InetAddress address, boolean isEncrypted) {}

  /// The source of a call on a connection without [#ON_IDENTIFIED].
  public Origin(InetAddress address, boolean isPrivate) {
    this(address, isPrivate, () -> {});
  }

  /// @param connection the transport's attributes: `Grpc.TRANSPORT_ATTR_REMOTE_ADDR`, and with TLS
  ///   `Grpc.TRANSPORT_ATTR_SSL_SESSION`
  public static Origin of(Attributes connection) {
    boolean isEncrypted = connection.get(Grpc.TRANSPORT_ATTR_SSL_SESSION) != null;
    Runnable onIdentified = Objects.requireNonNullElse(connection.get(ON_IDENTIFIED), () -> {});
    SocketAddress remote = connection.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    if (remote instanceof InetSocketAddress inet && inet.getAddress() != null) {
      InetAddress address = inet.getAddress();
      Forwarded client = connection.get(BEHIND_PROXY);
      if (client != null) {
        boolean isPrivate =
            (isEncrypted || address.isLoopbackAddress())
                && (client.isEncrypted || client.address.isLoopbackAddress());
        return new Origin(client.address, isPrivate, onIdentified);
      }
      return new Origin(address, isEncrypted || address.isLoopbackAddress(), onIdentified);
    }
    // Without a known address there is no trust.
    return new Origin(new InetSocketAddress(0).getAddress(), isEncrypted, onIdentified);
  }
}

package gochat.api;

import io.grpc.Attributes;
import io.grpc.Grpc;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Objects;

/// Where a call comes from.
///
/// @param address of the client, or of a proxy before it that is not trusted
/// @param isPrivate whether nobody on the way can listen: encrypted, or from this machine
/// @param onIdentified told, by any thread and maybe often, that it is known who calls
public record Origin(InetAddress address, boolean isPrivate, Runnable onIdentified) {
  /// Set by a transport that wants to know whether somebody is behind its connection.
  public static final Attributes.Key<Runnable> ON_IDENTIFIED =
      Attributes.Key.create("gochat.on-identified");

  /// Set by a transport for what came by a proxy that it trusts.
  public static final Attributes.Key<Forwarded> BEHIND_PROXY =
      Attributes.Key.create("gochat.behind-proxy");

  /// What a proxy says of its client.
  ///
  /// @param isEncrypted whether the client uses TLS
  public record Forwarded(InetAddress address, boolean isEncrypted) {}

  /// Of a connection that nobody watches.
  public Origin(InetAddress address, boolean isPrivate) {
    this(address, isPrivate, () -> {});
  }

  /// @param connection what a transport says of itself: `Grpc.TRANSPORT_ATTR_REMOTE_ADDR`, and with
  ///   TLS `Grpc.TRANSPORT_ATTR_SSL_SESSION`
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
    // A transport that can't say who is there gets no trust.
    return new Origin(new InetSocketAddress(0).getAddress(), isEncrypted, onIdentified);
  }
}

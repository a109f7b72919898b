package gochat.server;

import gochat.account.Accounts;
import gochat.account.Registration;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// The people who can register an account, as a setting.
public enum RegistrationChoice {
  /// Everybody if only this machine reaches the server, otherwise people with an invitation. A
  /// server with accounts of a version that let everybody register goes on to do so.
  AUTO,
  OPEN,
  INVITE,
  OFF;

  /// @param host the address on which the server listens, null for all
  Registration of(@Nullable String host, Accounts accounts) {
    return switch (this) {
      case AUTO -> isLoopback(host) || accounts.wasOpen() ? Registration.OPEN : Registration.INVITE;
      case OPEN -> Registration.OPEN;
      case INVITE -> Registration.INVITE;
      case OFF -> Registration.OFF;
    };
  }

  /// @param host as for [#of]
  static boolean isLoopback(@Nullable String host) {
    @Nullable InetAddress address =
        host == null ? null : new InetSocketAddress(host, 0).getAddress();
    return address != null && address.isLoopbackAddress();
  }
}

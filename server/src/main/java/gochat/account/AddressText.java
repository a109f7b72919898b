package gochat.account;

import java.net.InetAddress;

/// The address of a client, for logs and people.
public final class AddressText {
  private AddressText() {}

  /// Such as `192.0.2.1`.
  public static String of(InetAddress address) {
    // An address of this link has its interface behind it.
    return address.getHostAddress().replaceFirst("%.*", "");
  }
}

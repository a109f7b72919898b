package gochat.terminal.profile;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// The name of this device among the user's sessions.
public final class DeviceLabel {
  /// The server's limit for the label of a session.
  private static final int CHARS_MAX = 64;

  private DeviceLabel() {}

  /// The name of this host.
  public static String get() {
    try {
      String host = InetAddress.getLocalHost().getHostName();
      return host.substring(0, Math.min(CHARS_MAX, host.length()));
    } catch (UnknownHostException _) {
      return "client";
    }
  }
}

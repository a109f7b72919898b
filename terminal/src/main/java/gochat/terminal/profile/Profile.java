package gochat.terminal.profile;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The settings of the client unless the command line overrides them.
///
/// @param server as `host` or `host:port`; null: the default one
/// @param name null: the client asks for it, or takes it from the credentials
/// @param notifications may be empty
public record Profile(
    @Nullable String server,
    @Nullable String name,
    Encryption encryption,
    Theme theme,
    Set<Notification> notifications) {
  /// The background for which the interactive client chooses its colours.
  public enum Theme {
    /// As the terminal reports; otherwise colours that suit both.
    AUTO,
    DARK,
    LIGHT
  }

  /// A way to draw the user's attention to a message.
  public enum Notification {
    HIGHLIGHT,
    BELL,
    /// A desktop notification through the terminal: OSC 9 or OSC 777.
    DESKTOP
  }

  /// The encryption of the connection to the server.
  public sealed interface Encryption {
    record None() implements Encryption {}

    /// TLS, with the authorities that this Java trusts.
    record Trusted() implements Encryption {}

    /// TLS, with the authorities in a PEM file.
    record Authority(String file) implements Encryption {}

    /// TLS, with the certificate of this SHA-256 fingerprint only.
    record Pinned(String fingerprint) implements Encryption {}
  }

  public static final Profile DEFAULT =
      new Profile(null, null, new Encryption.None(), Theme.AUTO, EnumSet.allOf(Notification.class));

  public Profile {
    notifications = Set.copyOf(notifications);
  }
}

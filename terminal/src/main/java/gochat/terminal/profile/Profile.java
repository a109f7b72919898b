package gochat.terminal.profile;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the client does when nobody says otherwise on the command line.
///
/// @param server as `host` or `host:port`; null: the default one
/// @param name null: asked for, or found out
/// @param notifications none: nothing draws attention
public record Profile(
    @Nullable String server,
    @Nullable String name,
    Encryption encryption,
    Theme theme,
    Set<Notification> notifications) {
  public static final Profile DEFAULT =
      new Profile(null, null, new Encryption.None(), Theme.AUTO, EnumSet.allOf(Notification.class));

  public Profile {
    notifications = Set.copyOf(notifications);
  }
}

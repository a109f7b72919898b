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
  public static final Profile DEFAULT =
      new Profile(null, null, new Encryption.None(), Theme.AUTO, EnumSet.allOf(Notification.class));

  public Profile {
    notifications = Set.copyOf(notifications);
  }
}

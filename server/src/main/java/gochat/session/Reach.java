package gochat.session;

import gochat.account.Audience;
import gochat.account.Privacy;
import gochat.account.PrivacyStore;
import gochat.journal.RoomDirectory;
import java.util.UUID;
import java.util.function.Function;

/// Which users may reach which: what their privacy and their blocks allow. It is read for each
/// message and each invitation, so a change holds at once at all servers. Waits for the disk.
public final class Reach {
  private final PrivacyStore privacy;
  private final RoomDirectory directory;

  public Reach(PrivacyStore privacy, RoomDirectory directory) {
    this.privacy = privacy;
    this.directory = directory;
  }

  /// Whether `from` may write to `to` in private.
  public boolean mayWrite(UUID from, UUID to) {
    return may(from, to, Privacy::messages);
  }

  /// Whether `from` may invite `to` to rooms.
  public boolean mayInvite(UUID from, UUID to) {
    return may(from, to, Privacy::invitations);
  }

  private boolean may(UUID from, UUID to, Function<Privacy, Audience> audience) {
    if (from.equals(to)) {
      return true;
    }
    Privacy of = privacy.find(to).orElse(Privacy.DEFAULT);
    return !of.isBlocked(from)
        && switch (audience.apply(of)) {
          case EVERYBODY -> true;
          case SHARED_ROOM -> directory.isShared(from, to);
          case NOBODY -> false;
        };
  }
}

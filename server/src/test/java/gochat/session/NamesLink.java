package gochat.session;

import gochat.account.OtherServers;
import gochat.account.UserName;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// The names that the servers of a store give to streams without an account. The simulation has no
/// guests with a token, and no code for the administrator.
///
/// @param link of the server
record NamesLink(World world, StoreLink link) implements OtherServers {
  @Override
  public boolean take(UserName name, UUID holder) {
    return world.lives().take(name, link.life(), holder);
  }

  @Override
  public void release(UserName name, UUID holder) {
    world.lives().release(name, holder);
  }

  @Override
  public void onNamesLost(Runnable lost) {
    link.onRenewed(lost);
  }

  @Override
  public void used(Collection<UUID> guests) {}

  @Override
  public GuestNews guestNews() {
    return new GuestNews(List.of(), List.of());
  }

  @Override
  public boolean mayEnd(UUID guest) {
    return true;
  }

  @Override
  public void tellAdminCode(String hash) {}

  @Override
  public boolean isAdminCode(String hash) {
    return false;
  }
}

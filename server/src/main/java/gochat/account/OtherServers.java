package gochat.account;

import gochat.account.Accounts.Bearer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// Port: the other servers of the same accounts. They give names to streams, and guests use them
/// too.
///
/// For any thread. Methods may wait for the store unless they say otherwise, and throw an
/// [AccountsException] when it can't be read or written.
public interface OtherServers {
  /// A server tells of the guests in use at least so often.
  Duration USE_PERIOD = Duration.ofMinutes(1);

  /// There is no other server.
  OtherServers NONE =
      new OtherServers() {
        @Override
        public boolean take(UserName name, UUID holder) {
          return true;
        }

        @Override
        public void release(UserName name, UUID holder) {}

        @Override
        public void onNamesLost(Runnable lost) {}

        @Override
        public void used(Collection<UUID> guests) {}

        @Override
        public GuestNews guestNews() {
          return GuestNews.NOTHING;
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
      };

  /// Changes of guests by any server.
  ///
  /// @param arrived guests that are there
  /// @param ended the ids of guests that are removed
  record GuestNews(List<Bearer> arrived, List<UUID> ended) {
    static final GuestNews NOTHING = new GuestNews(List.of(), List.of());
  }

  /// Takes a name for this server, until [#release] or the end of this server. No other server has
  /// it then, and none adds a user with it. On this server `holder` is the only one that may have
  /// it; another one may have had it before, released or not.
  ///
  /// @return whether no other server has the name
  boolean take(UserName name, UUID holder);

  /// Frees a name soon unless another holder on this server has taken it meanwhile. Does not wait.
  void release(UserName name, UUID holder);

  /// Calls `lost` when other servers have counted this one as dead, and may have taken the names
  /// that it had. Called once. Any thread may call `lost`; it must not wait.
  void onNamesLost(Runnable lost);

  /// Guests have used this server since the last call; tells the other servers. Unknown guests are
  /// ignored.
  void used(Collection<UUID> guests);

  /// The changes since the last call, with all guests in the first one. It may name a guest that
  /// this server has added or removed itself.
  GuestNews guestNews();

  /// Asks to end a guest that has not used this server for as long as a guest may be away. When
  /// this returns true, the guest's token is not valid any more, and no other server may end the
  /// guest for [gochat.limit.AccountLimit#GUEST_IDLE].
  ///
  /// @return false when the guest may be in use at another server
  boolean mayEnd(UUID guest);

  /// Users may register as the administrator with the code of this server, also at other ones.
  ///
  /// @param hash of the code
  void tellAdminCode(String hash);

  /// Whether a server that is here has told this hash.
  boolean isAdminCode(String hash);
}

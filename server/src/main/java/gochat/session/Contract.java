package gochat.session;

import gochat.account.User;

/// The contract's part of a session: the rooms that it follows, the signals and outcomes that it
/// tells, and whether the client's own events come back. Each stream has its own.
///
/// Confined to the stream's lane, except for [#privateQueue] and [#tell].
///
/// @param <M> a message of the client
sealed interface Contract<M> permits SeedContract, V1Contract {
  /// The longest time until the client opens the session.
  long silentNanosMax();

  /// The end of a session that was not opened in time.
  Ending silent();

  /// Takes a message if it can be handled now. The first one must open the session.
  ///
  /// @return whether it was taken; if not, [Session#goOn] is called when it may be tried again
  boolean take(M message);

  void tooLong(long bytes, int bytesMax);

  /// The client is identified. From now on other threads may call [#privateQueue] and [#tell].
  void admitted();

  /// The session is open, and acts for another user from now on: the account that its guest has
  /// become, or the account with another kind.
  void changed(User before);

  /// Starts to follow rooms.
  void open(FollowWishes wishes);

  /// The private messages among the events of `lobby`. For any thread, once the client is admitted.
  PrivateQueue privateQueue();

  /// Tells the client of `signal` if the contract can express it. For any thread, once the client
  /// is admitted.
  void tell(Signal signal);

  void drained();

  /// Whether all taken messages are handled, and answered if they get an answer.
  boolean isDone();

  /// The client is leaving: a name that it claimed is free.
  void leaving();

  /// Runs `task` on the lane when all taken messages have ended; of several tasks maybe only the
  /// last.
  void onceEnded(Runnable task);

  /// As [#onceEnded], but when the client has also got what a leaving client still gets.
  void onceTold(Runnable task);

  /// The stream has ended.
  void close();
}

package gochat.session;

import gochat.account.Identity;

/// What a contract makes of a session: what it follows, what can be told, how an outcome is told,
/// and whether the client's own events come back to it. Each stream has its own.
///
/// Confined to the stream's lane, but for [#lobby] and [#tell].
///
/// @param <M> what a client says
sealed interface Contract<M> permits SeedContract, V1Contract {
  /// How long a client may say nothing before it is let in.
  long silentNanosMax();

  /// Why it ends then.
  Ending silent();

  /// Takes a message if it can be handled now. The first one is to open the session.
  ///
  /// @return whether it was taken; if not, [Session#goOn] is called when it is worth to try again
  boolean take(M message);

  void tooLong(long bytes, int bytesMax);

  /// It is known who the client is. Others may use [#lobby] and [#tell] from now on.
  void admitted(Identity identity);

  /// Starts to follow.
  void open(FollowWishes wishes);

  /// Takes private messages. For any thread, once the client is admitted.
  Feed lobby();

  /// Tells the client of `signal`, if the contract has words for it. For any thread, once the
  /// client is admitted.
  void tell(Signal signal);

  void drained();

  /// Whether all that was taken has been handled, and answered if that is due.
  boolean isDone();

  /// The client is on its way out: whatever name it claimed is free.
  void leaving();

  /// Runs `task` on the lane once what was taken has ended; of several tasks maybe the last only.
  void onceEnded(Runnable task);

  /// The same, once the client has also been told what is owed to one that leaves.
  void onceTold(Runnable task);

  /// The stream is gone.
  void close();
}

package gochat.session;

import gochat.account.Identity;

/// Handles the requests of a v1 stream for its session. All methods are called on the stream's
/// lane; none waits.
///
/// @param <M> a decoded request
public interface Requests<M> {
  /// Takes a request if there is space. The first one must open the session.
  ///
  /// @return whether it was taken; if not, [Session#goOn] offers it again
  boolean take(M request);

  /// A request was too long and was skipped.
  void tooLong(long bytes, int bytesMax);

  /// The stream is open.
  void opened(Identity identity);

  /// The client was told of the rooms with which its stream opens. Requests may be handled from now
  /// on, because the opening no longer overwrites their effects. Called again when the client acts
  /// for another identity from now on.
  void ready(Identity identity);

  /// Whether all requests are answered.
  boolean isDone();

  /// The client's outlet is drained.
  void drained();

  /// The stream has ended: no request is answered any more.
  void close();
}

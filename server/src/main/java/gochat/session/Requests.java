package gochat.session;

import gochat.account.Identity;

/// What the client of a v1 stream asks for, as its session hands it over to be answered. All
/// methods are called on the stream's lane; none waits.
///
/// @param <M> a request, decoded
public interface Requests<M> {
  /// Takes a request if there is room. The first one is to open the session.
  ///
  /// @return whether it was taken; if not, it is offered again by [Session#goOn]
  boolean take(M request);

  /// A request was too long to be read.
  void tooLong(long bytes, int bytesMax);

  /// The client was let in.
  void opened(Identity identity);

  /// The client has been told of the rooms with which its stream opens: requests may be handled,
  /// and what they answer is not taken back by what was found when the stream opened.
  void ready(Identity identity);

  /// Whether all that was asked for has been answered.
  boolean isDone();

  /// The client has taken all that it was told.
  void drained();

  /// The stream is gone: nothing is answered any more.
  void close();
}

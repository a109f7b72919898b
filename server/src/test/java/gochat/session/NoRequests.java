package gochat.session;

import gochat.account.Identity;

/// The requests of a client that only listens on its stream, and makes calls beside it.
///
/// @param <M> a request
public class NoRequests<M> implements Requests<M> {
  @Override
  public boolean take(M request) {
    throw new AssertionError("requests come by calls");
  }

  @Override
  public void tooLong(long bytes, int bytesMax) {}

  @Override
  public void opened(Identity identity) {}

  @Override
  public void ready(Identity identity) {}

  @Override
  public boolean isDone() {
    return true;
  }

  @Override
  public void drained() {}

  @Override
  public void close() {}
}

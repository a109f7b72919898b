package gochat.session;

import gochat.account.Identity;

/// Those of a client that only listens.
public final class NoRequests implements Requests<Object> {
  @Override
  public boolean take(Object request) {
    throw new AssertionError("nobody asks");
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

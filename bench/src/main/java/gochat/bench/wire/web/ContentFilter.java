package gochat.bench.wire.web;

import gochat.bench.wire.Connection;
import io.netty.buffer.ByteBuf;

/// Ignores the messages that a sender receives.
record ContentFilter(Connection.Listener listener) implements Connection.Listener {
  @Override
  public void onContent(ByteBuf in, int offset, int length) {
    // The receivers count the messages.
  }

  @Override
  public void onReadStart() {
    listener.onReadStart();
  }

  @Override
  public void onReadEnd() {
    listener.onReadEnd();
  }

  @Override
  public void onRegistered() {
    listener.onRegistered();
  }

  @Override
  public void onStored(int request, long seq) {
    listener.onStored(request, seq);
  }

  @Override
  public void onSendWindow() {
    listener.onSendWindow();
  }

  @Override
  public void onLost(String reason) {
    listener.onLost(reason);
  }
}

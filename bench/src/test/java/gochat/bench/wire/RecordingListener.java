package gochat.bench.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/// Records the events of a connection, in words.
public final class RecordingListener implements Connection.Listener {
  private final List<String> events = new ArrayList<>();

  public List<String> events() {
    return events;
  }

  @Override
  public void onContent(ByteBuf in, int offset, int length) {
    events.add("content " + in.toString(offset, length, UTF_8));
  }

  @Override
  public void onStored(int request, long seq) {
    events.add("stored " + request + " at " + seq);
  }

  @Override
  public void onRegistered() {
    events.add("registered");
  }

  @Override
  public void onLost(String reason) {
    events.add("lost: " + reason);
  }

  @Override
  public void onReadStart() {}

  @Override
  public void onReadEnd() {}

  @Override
  public void onSendWindow() {}
}

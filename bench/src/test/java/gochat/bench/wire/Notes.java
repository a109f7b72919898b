package gochat.bench.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/// Notes what a connection tells.
public final class Notes implements Connection.Listener {
  private final List<String> notes = new ArrayList<>();

  public List<String> all() {
    return notes;
  }

  @Override
  public void onContent(ByteBuf in, int offset, int length) {
    notes.add("content " + in.toString(offset, length, UTF_8));
  }

  @Override
  public void onStored(int request, long seq) {
    notes.add("stored " + request + " at " + seq);
  }

  @Override
  public void onRegistered() {
    notes.add("registered");
  }

  @Override
  public void onLost(String reason) {
    notes.add("lost: " + reason);
  }

  @Override
  public void onReadStart() {}

  @Override
  public void onReadEnd() {}

  @Override
  public void onSendWindow() {}
}

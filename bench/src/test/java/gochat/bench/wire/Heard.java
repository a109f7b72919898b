package gochat.bench.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a connection makes of what its server sends, in words.
public final class Heard implements Connection.Listener {
  private final List<String> events = new ArrayList<>();
  private final StringBuilder said = new StringBuilder();

  /// Lets a client read `bytes` in pieces.
  public static Heard read(Protocol protocol, Client client, byte[] bytes, int pieceBytes) {
    Heard heard = new Heard();
    EmbeddedChannel channel = new EmbeddedChannel(protocol.connection(client, heard));
    for (int at = 0; at < bytes.length; at += pieceBytes) {
      int end = Math.min(at + pieceBytes, bytes.length);
      channel.writeInbound(Unpooled.wrappedBuffer(Arrays.copyOfRange(bytes, at, end)));
    }
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      heard.said.append(out.toString(UTF_8));
      out.release();
    }
    channel.finishAndReleaseAll();
    return heard;
  }

  /// What the connection told, in order.
  public List<String> events() {
    return events;
  }

  /// What the connection wrote.
  public String said() {
    return said.toString();
  }

  @Override
  public void onReadStart() {}

  @Override
  public void onReadEnd() {}

  @Override
  public void onContent(ByteBuf in, int offset, int length) {
    events.add(in.toString(offset, length, UTF_8));
  }

  @Override
  public void onRegistered() {
    events.add("registered");
  }

  @Override
  public void onSendWindow() {}

  @Override
  public void onLost(String reason) {
    events.add("lost: " + reason);
  }
}

package gochat.bench.wire.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import gochat.bench.wire.Connection;
import io.netty.buffer.ByteBuf;

/// Finds the relevant fields in the JSON of a WebSocket's server, in place. It first looks at the
/// field's previous position, because the frames are alike.
final class ServerTexts {
  private static final byte[] EVENT = ascii("{\"event\":");
  private static final byte[] PRIVATE_MESSAGE = ascii("{\"privateMessage\":");
  private static final byte[] REPLY = ascii("{\"reply\":{\"id\":\"");

  /// The reply to `start`, whose id is 0.
  private static final byte[] START = ascii("{\"reply\":{\"id\":\"0\",\"start\":");

  private static final byte[] CAUGHT_UP = ascii("{\"caughtUp\":");
  private static final byte[] GAP = ascii("{\"gap\":");
  private static final byte[] RESET = ascii("{\"reset\":");
  private static final byte[] UNFOLLOWED = ascii("{\"roomUnfollowed\":");
  private static final byte[] PASSED_ON = ascii("\"passedOn\":");
  private static final byte[] SEQ = ascii("\"seq\":\"");
  private static final byte[] TEXT = ascii("\"text\":\"");

  private final Connection.Listener listener;
  private int textAt;

  ServerTexts(Connection.Listener listener) {
    this.listener = listener;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  /// Passes the text of `length` bytes at `offset` to the listener.
  ///
  /// @return false if the text reports a refusal or a gap
  boolean understands(ByteBuf in, int offset, int length) {
    int end = offset + length;
    if (isAt(EVENT, in, offset, end) || isAt(PRIVATE_MESSAGE, in, offset, end)) {
      onMessage(in, offset, end);
    } else if (isAt(REPLY, in, offset, end)) {
      return onReply(in, offset, end);
    } else if (isAt(CAUGHT_UP, in, offset, end)) {
      listener.onRegistered();
    }
    return !isAt(GAP, in, offset, end)
        && !isAt(RESET, in, offset, end)
        && !isAt(UNFOLLOWED, in, offset, end);
  }

  private void onMessage(ByteBuf in, int offset, int end) {
    if (!isAt(TEXT, in, offset + textAt, end)) {
      int found = find(TEXT, in, offset, end);
      if (found < 0) {
        // Another event than a message.
        return;
      }
      textAt = found - offset;
    }
    int content = offset + textAt + TEXT.length;
    // Our content has no characters that JSON escapes.
    listener.onContent(in, content, in.indexOf(content, end, (byte) '"') - content);
  }

  private boolean onReply(ByteBuf in, int offset, int end) {
    if (isAt(START, in, offset, end)) {
      return true;
    }
    int seq = find(SEQ, in, offset, end);
    if (seq < 0) {
      return find(PASSED_ON, in, offset, end) >= 0;
    }
    listener.onStored((int) number(in, offset + REPLY.length) - 1, number(in, seq + SEQ.length));
    return true;
  }

  private static long number(ByteBuf in, int offset) {
    long value = 0;
    for (int at = offset; in.getByte(at) != '"'; at++) {
      value = 10 * value + in.getByte(at) - '0';
    }
    return value;
  }

  private static int find(byte[] wanted, ByteBuf in, int offset, int end) {
    for (int at = offset; at <= end - wanted.length; at++) {
      if (isAt(wanted, in, at, end)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isAt(byte[] wanted, ByteBuf in, int offset, int end) {
    if (wanted.length > end - offset) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (in.getByte(offset + i) != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}

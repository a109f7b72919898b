package gochat.bench.attack;

import java.io.IOException;

/// Sends a text of a gigabyte in one frame.
final class EndlessText extends WebSocketFlood {
  private static final long TEXT_BYTES = 1L << 30;
  private static final byte[] PART = new byte[16_384];

  EndlessText() {
    super("A text frame that announces too many bytes ends its WebSocket before it is read.");
  }

  @Override
  void write(RawWebSocket client, int turn) throws IOException {
    client
        .connection()
        .write(
            turn == 0
                ? RawWebSocket.frameBytes(RawWebSocket.LAST | RawWebSocket.TEXT, TEXT_BYTES)
                : PART);
  }
}

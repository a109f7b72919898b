package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.grpc.NoLeaks;
import gochat.limit.LimitTable.Holds;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Floods of frames that cost their sender nothing, and the server next to nothing.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class WebSocketFloodTest {
  private static final EchoSessions SESSIONS = new EchoSessions(WebFraming.WEB_SOCKET);
  private static final int FRAMES_MAX = 1_024;

  private static WebFixture web;

  @BeforeAll
  static void start() throws Exception {
    web = WebFixture.ofConnect(SESSIONS);
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  /// A text's first part and `count` frames behind it, all empty.
  private static byte[] parts(int count, int first) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    frames.writeBytes(new byte[] {RawWebSocket.TEXT, (byte) 0x80, 0, 0, 0, 0});
    for (int i = 0; i < count; i++) {
      frames.writeBytes(new byte[] {(byte) first, (byte) 0x80, 0, 0, 0, 0});
    }
    return frames.toByteArray();
  }

  @Test
  void aMessageMayHaveAThousandFramesEmptyOrNot() throws Exception {
    try (RawWebSocket client = RawWebSocket.connect(web.port())) {
      client.bytes(parts(FRAMES_MAX - 2, RawWebSocket.CONTINUATION));
      client.frame(0x80 | RawWebSocket.CONTINUATION, "whole".getBytes(UTF_8));

      assertThat(client.read().text()).isEqualTo("whole");
    }
  }

  @Test
  @Holds("stream.frames-per-message-max")
  void aMessageWithoutAnEndIsRefusedAndItsConnectionClosed() throws Exception {
    try (RawWebSocket client = RawWebSocket.connect(web.port())) {
      client.bytes(parts(FRAMES_MAX, RawWebSocket.CONTINUATION));

      assertThat(client.ending()).isEqualTo("1008 a message in more than 1024 frames");
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void controlFramesInBetweenAreCountedToo() throws Exception {
    try (RawWebSocket client = RawWebSocket.connect(web.port())) {
      client.bytes(parts(FRAMES_MAX, 0x80 | RawWebSocket.PONG));

      assertThat(client.ending()).startsWith("1008 ");
    }
  }
}

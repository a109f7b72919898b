package gochat.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.edge.ConnectionCounts;
import gochat.edge.Encryption;
import gochat.edge.UnfinishedBytes;
import gochat.grpc.NoLeaks;
import gochat.grpc.RawHttp2;
import gochat.limit.Limits;
import gochat.limit.NetworkList;
import gochat.tls.HttpChallenges;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The bytes of bodies that are never finished are bounded for all connections together.
@ExtendWith(NoLeaks.class)
class UnfinishedRequestsTest {
  private static final WebLimits LIMITS = WebLimits.of(Limits.STANDARD);
  private static final ProtocolDetector.Port PORT =
      new ProtocolDetector.Port(Encryption.NONE, new HttpChallenges(), null, LIMITS);
  private static final int PART_BYTES = 16_000;

  /// Together they exceed the bound.
  private static final int PARTS = 34_000_000 / PART_BYTES;

  private final UnfinishedBytes all = new UnfinishedBytes();
  private final OpenCalls calls =
      new OpenCalls(
          Limits.STANDARD,
          new ConnectionCounts(Limits.STANDARD, NetworkList.EMPTY),
          new Proxies(NetworkList.EMPTY));

  private EmbeddedChannel channel(Function<WebConnection, ChannelHandler> gate) {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel
        .pipeline()
        .addLast(
            gate.apply(
                new WebConnection(
                    channel, LIMITS, all, calls.part(InetAddress.getLoopbackAddress()))));
    return channel;
  }

  private EmbeddedChannel http2() {
    EmbeddedChannel channel = channel(Http2Gate::new);
    receive(channel, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
    return channel;
  }

  private EmbeddedChannel http1() {
    return channel(connection -> new Http1Gate(connection, PORT, Http1Gate.Paths.ALL));
  }

  private static void receive(EmbeddedChannel channel, byte[] bytes) {
    channel.writeInbound(Unpooled.wrappedBuffer(bytes));
    channel.releaseInbound();
  }

  private static void receive(EmbeddedChannel channel, int type, int flags, int stream, int bytes) {
    receive(channel, RawHttp2.frameBytes(type, flags, stream, new byte[bytes]));
  }

  @Test
  void unfinishedBodiesOverHttp2AreBounded() {
    EmbeddedChannel attacker = http2();
    EmbeddedChannel client = http2();
    receive(client, RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, 10);
    receive(client, RawHttp2.DATA, 0, 1, PART_BYTES);

    for (int i = 0; i < PARTS && attacker.isOpen(); i++) {
      int stream = 2 * (i / 25) + 1;
      if (i % 25 == 0) {
        receive(attacker, RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, 10);
      }
      receive(attacker, RawHttp2.DATA, 0, stream, PART_BYTES);
    }

    assertThat(attacker.isOpen()).isFalse();
    assertThat(client.isOpen()).isTrue();
    client.close();
  }

  @Test
  void requestsOverHttp2ThatAreAnsweredOrResetCountNoMore() {
    EmbeddedChannel client = http2();
    for (int i = 0; i < PARTS; i++) {
      int stream = 2 * i + 1;
      receive(client, RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, 10);
      receive(client, RawHttp2.DATA, 0, stream, PART_BYTES);
      if (i < 500) {
        receive(client, RawHttp2.RST_STREAM, 0, stream, 4);
      } else {
        int type = i % 2 == 0 ? RawHttp2.HEADERS : RawHttp2.DATA;
        byte[] answer = RawHttp2.frameBytes(type, RawHttp2.END_STREAM, stream, new byte[4]);
        client.writeOutbound(Unpooled.wrappedBuffer(answer));
        client.releaseOutbound();
      }
    }

    assertThat(client.isOpen()).isTrue();
    client.close();
  }

  @Test
  void unfinishedBodiesOverHttp1AreBounded() {
    EmbeddedChannel attacker = http1();
    receive(
        attacker,
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99000000\r\n\r\n".getBytes(US_ASCII));
    for (int i = 0; i < PARTS && attacker.isOpen(); i++) {
      receive(attacker, new byte[PART_BYTES]);
    }

    assertThat(attacker.isOpen()).isFalse();
  }

  @Test
  void requestsOverHttp1ThatAreWholeCountNoMore() {
    EmbeddedChannel client = http1();
    for (int i = 0; i < PARTS; i++) {
      receive(
          client,
          ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + PART_BYTES + "\r\n\r\n")
              .getBytes(US_ASCII));
      receive(client, new byte[PART_BYTES]);
    }

    assertThat(client.isOpen()).isTrue();
    client.close();
  }
}

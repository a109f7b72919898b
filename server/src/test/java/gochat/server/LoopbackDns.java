package gochat.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Locale;

/// A name server (RFC 1035) that knows one domain with all names in it, all at 127.0.0.1.
final class LoopbackDns implements AutoCloseable {
  private static final int HEADER_BYTES = 12;
  private static final int TYPE_A = 1;
  private static final short ANSWER = (short) 0x8180;
  private static final short NAME_UNKNOWN = (short) 0x8183;

  private final DatagramSocket socket =
      new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  private final String domain;

  LoopbackDns(String domain) throws IOException {
    this.domain = domain;
    Thread.ofVirtual().name("dns").start(this::serve);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve() {
    DatagramPacket packet = new DatagramPacket(new byte[1_232], 1_232);
    try {
      while (true) {
        packet.setLength(1_232);
        socket.receive(packet);
        byte[] answer = answer(packet.getData());
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  /// The answer to a request with one question.
  private byte[] answer(byte[] request) {
    ByteBuffer question = ByteBuffer.wrap(request);
    question.position(HEADER_BYTES);
    StringBuilder name = new StringBuilder();
    for (int length = question.get(); length > 0; length = question.get()) {
      byte[] label = new byte[length];
      question.get(label);
      name.append('.').append(new String(label, US_ASCII).toLowerCase(Locale.ROOT));
    }
    int type = question.getShort();
    int end = question.position() + 2;
    boolean isKnown = name.toString().endsWith("." + domain);
    boolean isFound = isKnown && type == TYPE_A;
    ByteBuffer answer = ByteBuffer.allocate(end + 16);
    answer.putShort(question.getShort(0)).putShort(isKnown ? ANSWER : NAME_UNKNOWN);
    answer.putShort((short) 1).putShort((short) (isFound ? 1 : 0)).putInt(0);
    answer.put(request, HEADER_BYTES, end - HEADER_BYTES);
    if (isFound) {
      // A pointer to the name in the question, type, class, seconds to live, length, address.
      answer.putShort((short) 0xC00C).putShort((short) TYPE_A).putShort((short) 1).putInt(60);
      answer.putShort((short) 4).put(new byte[] {127, 0, 0, 1});
    }
    byte[] bytes = new byte[answer.position()];
    answer.flip().get(bytes);
    return bytes;
  }

  @Override
  public void close() {
    socket.close();
  }
}

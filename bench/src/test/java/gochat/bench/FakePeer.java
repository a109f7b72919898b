package gochat.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.Gochat.ChatMessage;
import gochat.tls.SelfSigned;
import gochat.tls.TlsIdentity;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A small server of each foreign protocol, with the parts that a load needs.
final class FakePeer implements AutoCloseable {
  private static final String ALL = "";

  private final ProtocolName protocol;
  private final Optional<SSLContext> tls;
  private final ServerSocket listener;
  private final List<Socket> sockets = new ArrayList<>();
  private final Map<String, List<OutputStream>> followers = new HashMap<>();

  FakePeer(ProtocolName protocol, boolean isEncrypted) throws Exception {
    this.protocol = protocol;
    tls = isEncrypted ? Optional.of(serverTls()) : Optional.empty();
    listener = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  private static SSLContext serverTls() throws GeneralSecurityException, IOException {
    TlsIdentity identity = SelfSigned.inMemory();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        "peer", identity.key(), new char[0], identity.chain().toArray(X509Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    listener.close();
    synchronized (this) {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        synchronized (this) {
          sockets.add(socket);
        }
        Thread.startVirtualThread(() -> serve(socket));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try {
      if (protocol == ProtocolName.NATS) {
        socket.getOutputStream().write("INFO {}\r\n".getBytes(UTF_8));
      }
      Socket inner = tls.isPresent() ? encrypted(tls.get(), socket) : socket;
      serve(
          new DataInputStream(new BufferedInputStream(inner.getInputStream())),
          inner.getOutputStream());
    } catch (IOException _) {
      // The client has left.
    }
  }

  private static Socket encrypted(SSLContext tls, Socket socket) throws IOException {
    SSLSocket encrypted =
        (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
    encrypted.setUseClientMode(false);
    return encrypted;
  }

  private void serve(DataInputStream in, OutputStream out) throws IOException {
    switch (protocol) {
      case SEED, V1, WEBSOCKET, EVENTS ->
          throw new IllegalArgumentException(protocol + " (expected: a peer's)");
      case FRAMED -> framed(in, out);
      case NATS -> nats(in, out);
      case IRC -> irc(in, out);
      case MQTT -> mqtt(in, out);
      case REDIS -> redis(in, out);
    }
  }

  private synchronized void follow(String topic, OutputStream out) {
    followers.computeIfAbsent(topic, _ -> new ArrayList<>()).add(out);
  }

  /// Writes a packet to all followers of `topic` except its sender.
  private synchronized void publish(String topic, byte[] packet, OutputStream from)
      throws IOException {
    for (OutputStream follower : followers.getOrDefault(topic, List.of())) {
      if (follower != from) {
        follower.write(packet);
      }
    }
  }

  private synchronized void answer(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
  }

  private static String line(DataInputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
      line.write(next);
    }
    return line.toString(UTF_8).stripTrailing();
  }

  private void framed(DataInputStream in, OutputStream out) throws IOException {
    while (true) {
      in.readByte();
      byte[] bytes = in.readNBytes(in.readInt());
      ChatMessage message = ChatMessage.parseFrom(bytes);
      if (message.getContent().isEmpty()) {
        follow(ALL, out);
        follow(message.getUsername(), out);
      } else {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        var data = new DataOutputStream(packet);
        data.writeByte(0);
        data.writeInt(bytes.length);
        data.write(bytes);
        publish(message.getTargetname(), packet.toByteArray(), out);
      }
    }
  }

  private void nats(DataInputStream in, OutputStream out) throws IOException {
    while (true) {
      String line = line(in);
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "SUB" -> follow(words[1], out);
        case "PUB" -> {
          String content = new String(in.readNBytes(Integer.parseInt(words[2])), UTF_8);
          line(in);
          String packet = "MSG %s 1 %s\r\n%s\r\n".formatted(words[1], words[2], content);
          publish(words[1], packet.getBytes(UTF_8), out);
        }
        case "PING" -> answer(out, "PING\r\nPONG\r\n");
        default -> {}
      }
    }
  }

  private void irc(DataInputStream in, OutputStream out) throws IOException {
    String name = "";
    while (true) {
      String line = line(in);
      String[] words = line.split(" ", 3);
      switch (words[0]) {
        case "NICK" -> {
          name = words[1];
          follow(name, out);
        }
        case "USER" -> answer(out, ":s 001 " + name + " :Welcome\r\nPING :s\r\n");
        case "JOIN" -> {
          follow(words[1], out);
          answer(out, ":s 366 " + name + " " + words[1] + " :End\r\n");
        }
        case "PRIVMSG" ->
            publish(words[1], (":" + name + "!u@h " + line + "\r\n").getBytes(UTF_8), out);
        default -> {}
      }
    }
  }

  private void redis(DataInputStream in, OutputStream out) throws IOException {
    while (true) {
      String[] words = new String[Integer.parseInt(line(in).substring(1))];
      for (int i = 0; i < words.length; i++) {
        words[i] = new String(in.readNBytes(Integer.parseInt(line(in).substring(1))), UTF_8);
        line(in);
      }
      switch (words[0]) {
        case "PING" -> answer(out, "+PONG\r\n");
        case "SUBSCRIBE" -> {
          follow(words[1], out);
          answer(out, "*3\r\n" + bulk("subscribe") + bulk(words[1]) + ":1\r\n");
        }
        default -> {
          String packet = "*3\r\n" + bulk("message") + bulk(words[1]) + bulk(words[2]);
          publish(words[1], packet.getBytes(UTF_8), out);
          answer(out, ":1\r\n");
        }
      }
    }
  }

  private static String bulk(String value) {
    return "$" + value.length() + "\r\n" + value + "\r\n";
  }

  private void mqtt(DataInputStream in, OutputStream out) throws IOException {
    while (true) {
      int type = in.readUnsignedByte();
      int length = in.readUnsignedByte();
      if (length > 0x7F) {
        length = (length & 0x7F) | in.readUnsignedByte() << 7;
      }
      byte[] body = in.readNBytes(length);
      switch (type >>> 4) {
        case 1 -> answer(out, " \2\0\0");
        case 8 -> {
          follow(new String(body, 4, body[3], UTF_8), out);
          synchronized (this) {
            out.write(new byte[] {(byte) 0x90, 3, body[0], body[1], 0});
          }
        }
        default -> {
          ByteArrayOutputStream packet = new ByteArrayOutputStream();
          packet.write(type);
          if (length > 0x7F) {
            packet.write(0x80 | (length & 0x7F));
            packet.write(length >>> 7);
          } else {
            packet.write(length);
          }
          packet.write(body);
          publish(new String(body, 2, body[1], UTF_8), packet.toByteArray(), out);
        }
      }
    }
  }
}

package gochat.bench.wire.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.bench.wire.Client;
import gochat.bench.wire.Destination;
import gochat.bench.wire.Protocol;
import gochat.bench.wire.RecordingListener;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokerScannerTest {
  private static final Client FOLLOWER =
      new Client("ann", List.of(new Destination.Room("r"), new Destination.User("ann")));
  private static final Client FOLLOWS_NOTHING = new Client("bob", List.of());
  // Type 2, two bytes; the second one accepts or refuses the connection.
  private static final String CONNACK = " \2\0";
  private static final String LONG = "z".repeat(2_000);

  private static IntStream pieces() {
    return IntStream.concat(IntStream.rangeClosed(1, 64), IntStream.of(511, 512, 513, 1 << 20));
  }

  /// @param events of the connection
  /// @param written by the connection
  private record Reading(List<String> events, String written) {}

  /// Lets a client read `bytes` in pieces.
  private static Reading read(Protocol protocol, Client client, byte[] bytes, int pieceBytes) {
    RecordingListener listener = new RecordingListener();
    StringBuilder written = new StringBuilder();
    EmbeddedChannel channel = new EmbeddedChannel(protocol.connection(client, listener));
    for (int at = 0; at < bytes.length; at += pieceBytes) {
      int end = Math.min(at + pieceBytes, bytes.length);
      channel.writeInbound(Unpooled.wrappedBuffer(Arrays.copyOfRange(bytes, at, end)));
    }
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      written.append(out.toString(UTF_8));
      out.release();
    }
    channel.finishAndReleaseAll();
    return new Reading(listener.events(), written.toString());
  }

  /// Lets a follower of a room and of its own inbox read `bytes` in pieces.
  private static Reading follow(Protocol protocol, byte[] bytes, int pieceBytes) {
    return read(protocol, FOLLOWER, bytes, pieceBytes);
  }

  private static Reading follow(Protocol protocol, String text, int pieceBytes) {
    return follow(protocol, text.getBytes(UTF_8), pieceBytes);
  }

  private static void assertContents(Reading reading, String... contents) {
    List<String> expected = new ArrayList<>(List.of("registered"));
    for (String content : contents) {
      expected.add("content " + content);
    }
    expected.add("lost: the server closed the connection");
    assertThat(reading.events()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "reads of {0} bytes")
  @MethodSource("pieces")
  void natsMessagesAreFoundWhereverReadsCutThem(int pieceBytes) {
    String said =
        "INFO {\"server_id\":\"x\"} \r\nPONG\r\nMSG room.r 1 1\r\na\r\nPING\r\n+OK\r\n"
            + "MSG user.ann 2 8\r\nb\r\nMSG c\r\nMSG room.r 1 0\r\n\r\nMSG room.r 1 2000\r\n"
            + LONG
            + "\r\n";

    Reading reading = follow(new NatsProtocol(), said, pieceBytes);

    assertContents(reading, "a", "b\r\nMSG c", "", LONG);
    assertThat(reading.written()).contains("SUB room.r 1", "SUB user.ann 2").endsWith("PONG\r\n");
  }

  @ParameterizedTest(name = "reads of {0} bytes")
  @MethodSource("pieces")
  void ircMessagesAreFoundWhereverReadsCutThem(int pieceBytes) {
    String said =
        """
        :s NOTICE * :*** Looking up your host
        PING :cookie
        :s 001 ann :Welcome
        :s 422 ann :no message of the day
        :ann!u@h JOIN :#r
        :s 353 ann = #r :ann bob
        :s 366 ann #r :End of names
        :bob!u@h PRIVMSG #r :a
        :bob!u@h PRIVMSG ann ::b c
        :bob!u@h QUIT :gone
        """;

    Reading reading = follow(new IrcProtocol(), said.replace("\n", "\r\n"), pieceBytes);

    assertContents(reading, "a", ":b c");
    assertThat(reading.written()).contains("PONG :cookie\r\n").endsWith("JOIN #r\r\n");
  }

  @ParameterizedTest(name = "reads of {0} bytes")
  @MethodSource("pieces")
  void redisMessagesAreFoundWhereverReadsCutThem(int pieceBytes) {
    String said =
        subscribed("room:r", 1)
            + subscribed("user:ann", 2)
            + push("room:r", "a")
            + push("user:ann", "b\r\n*3")
            + push("room:r", "")
            + push("room:r", LONG);

    Reading reading = follow(new RedisProtocol(), said, pieceBytes);

    assertContents(reading, "a", "b\r\n*3", "", LONG);
    assertThat(reading.written()).endsWith("*2\r\n$9\r\nSUBSCRIBE\r\n$8\r\nuser:ann\r\n");
  }

  private static String subscribed(String channel, int count) {
    return "*3\r\n$9\r\nsubscribe\r\n$%d\r\n%s\r\n:%d\r\n"
        .formatted(channel.length(), channel, count);
  }

  private static String push(String channel, String content) {
    return "*3\r\n$7\r\nmessage\r\n$%d\r\n%s\r\n$%d\r\n%s\r\n"
        .formatted(channel.length(), channel, content.length(), content);
  }

  @ParameterizedTest(name = "reads of {0} bytes")
  @MethodSource("pieces")
  void mqttMessagesAreFoundWhereverReadsCutThem(int pieceBytes) {
    ByteBuf said = Unpooled.buffer();
    said.writeBytes(new byte[] {0x20, 2, 0, 0, (byte) 0x90, 4, 0, 1, 0, 0});
    publish(said, "room/r", "a");
    publish(said, "user/ann", "b");
    publish(said, "room/r", "");
    publish(said, "room/r", LONG);

    Reading reading = follow(new MqttProtocol(), ByteBufUtil.getBytes(said), pieceBytes);

    assertContents(reading, "a", "b", "", LONG);
    assertThat(reading.written()).contains("MQTT", "room/r", "user/ann");
  }

  private static void publish(ByteBuf out, String topic, String content) {
    int length = 2 + topic.length() + content.length();
    out.writeByte(0x30);
    if (length > 127) {
      out.writeByte(0x80 | (length & 0x7F));
      out.writeByte(length >> 7);
    } else {
      out.writeByte(length);
    }
    out.writeShort(topic.length()).writeBytes((topic + content).getBytes(UTF_8));
  }

  @Test
  void aClientThatFollowsNothingIsRegistered() {
    assertThat(events(new NatsProtocol(), "PONG\r\n")).containsExactly("registered");
    assertThat(events(new IrcProtocol(), ":s 001 bob :Welcome\r\n")).containsExactly("registered");
    assertThat(events(new RedisProtocol(), "+PONG\r\n:7\r\n")).containsExactly("registered");
    assertThat(events(new MqttProtocol(), CONNACK + "\0")).containsExactly("registered");
  }

  @Test
  void aRefusalByTheServerIsALoss() {
    assertThat(events(new NatsProtocol(), "-ERR 'Slow Consumer'\r\n"))
        .containsExactly("lost: -ERR 'Slow Consumer'");
    assertThat(events(new IrcProtocol(), "ERROR :Closing link: (RecvQ exceeded)\r\n"))
        .containsExactly("lost: ERROR :Closing link: (RecvQ exceeded)");
    assertThat(events(new IrcProtocol(), ":s 404 bob #r :Cannot send\r\n"))
        .containsExactly("lost: 404 bob #r :Cannot send");
    assertThat(events(new RedisProtocol(), "-ERR unknown\r\n"))
        .containsExactly("lost: -ERR unknown");
    assertThat(events(new MqttProtocol(), CONNACK + "\5")).containsExactly("lost: CONNACK 5");
  }

  @Test
  void invalidBytesAreALoss() {
    assertThat(events(new NatsProtocol(), "x".repeat(9_000)).getFirst()).contains("a line of more");
    assertThat(events(new RedisProtocol(), "what?\r\n").getFirst()).contains("RESP: what?");
    assertThat(events(new MqttProtocol(), "@\0").getFirst()).contains("packet type 4");
  }

  private static List<String> events(Protocol protocol, String said) {
    List<String> events = read(protocol, FOLLOWS_NOTHING, said.getBytes(UTF_8), 1 << 20).events();
    return events.stream().filter(event -> !event.endsWith("closed the connection")).toList();
  }

  @Test
  void aMessageThatDoesNotFitALineOfIrcIsRefused() {
    Destination.Room room = new Destination.Room("r");
    var connection = new IrcProtocol().connection(FOLLOWS_NOTHING, new RecordingListener());

    assertThat(connection.envelope(room, 400).bytes()).isEqualTo("PRIVMSG #r :\r\n".length() + 400);
    assertThatThrownBy(() -> connection.envelope(room, 401))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--size: 401");
  }
}

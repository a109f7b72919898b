package gochat.bench.wire.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import gochat.bench.wire.Client;
import gochat.bench.wire.Connection;
import gochat.bench.wire.Destination;
import gochat.bench.wire.Envelope;
import gochat.bench.wire.RecordingListener;
import gochat.v1.CaughtUp;
import gochat.v1.ClientFrame;
import gochat.v1.Event;
import gochat.v1.Gap;
import gochat.v1.Heartbeat;
import gochat.v1.MemberLeft;
import gochat.v1.MessagePosted;
import gochat.v1.MessageSent;
import gochat.v1.PrivateMessage;
import gochat.v1.Refusal;
import gochat.v1.Reply;
import gochat.v1.SendDirectMessageRequest;
import gochat.v1.SendDirectMessageResponse;
import gochat.v1.SendMessageRequest;
import gochat.v1.SendMessageResponse;
import gochat.v1.ServerFrame;
import gochat.v1.SignInAsGuestResponse;
import gochat.v1.SignedIn;
import gochat.v1.StartResponse;
import gochat.v1.User;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class V1ConnectionTest {
  private static final int CONTENT_BYTES = 100;

  private final RecordingListener listener = new RecordingListener();
  private final List<EmbeddedChannel> channels = new ArrayList<>();

  @AfterEach
  void releaseChannels() {
    channels.forEach(EmbeddedChannel::finishAndReleaseAll);
  }

  private EmbeddedChannel channel(Connection connection) {
    EmbeddedChannel channel = new EmbeddedChannel(connection);
    channels.add(channel);
    return channel;
  }

  private Connection connection(Map<String, String> tokens) {
    Client client = new Client("alice", List.of(new Destination.Room("room-id")));
    return new V1Protocol("localhost", tokens).connection(client, listener);
  }

  private Connection signedIn() {
    return connection(Map.of("alice", "TOKEN"));
  }

  private static void frame(ByteBuf out, byte type, int flags, int streamId, byte[] payload) {
    out.writeMedium(payload.length).writeByte(type).writeByte(flags).writeInt(streamId);
    out.writeBytes(payload);
  }

  private static void data(ByteBuf out, int streamId, MessageLite message) {
    ByteBuf payload = Unpooled.buffer();
    payload.writeByte(0).writeInt(message.getSerializedSize()).writeBytes(message.toByteArray());
    frame(out, Http2FrameTypes.DATA, 0, streamId, ByteBufUtil.getBytes(payload));
  }

  private static void headers(ByteBuf out, int flags, int streamId, byte[] block) {
    frame(out, Http2FrameTypes.HEADERS, flags | Http2Flags.END_HEADERS, streamId, block);
  }

  /// The indexed field `:status: 200`.
  private static final byte[] OK = {(byte) 0x88};

  /// A field without indexing.
  private static byte[] trailers(String status) {
    ByteBuf block = Unpooled.buffer().writeByte(0);
    block.writeByte("grpc-status".length()).writeBytes("grpc-status".getBytes(UTF_8));
    block.writeByte(status.length()).writeBytes(status.getBytes(UTF_8));
    return ByteBufUtil.getBytes(block);
  }

  private static MessageLite posted(String text) {
    return ServerFrame.newBuilder()
        .setEvent(
            Event.newBuilder()
                .setRoomId("lobby")
                .setSeq(1L << 40)
                .setAuthor(User.newBuilder().setId("id").setName("张三"))
                .setMessagePosted(
                    MessagePosted.newBuilder().setClientMessageId("a".repeat(36)).setText(text)))
        .build();
  }

  private static MessageLite reply(Reply.Builder reply) {
    return ServerFrame.newBuilder().setReply(reply).build();
  }

  private static MessageLite stored(long id, long seq) {
    return reply(
        Reply.newBuilder()
            .setId(id)
            .setSendMessage(
                SendMessageResponse.newBuilder()
                    .setSent(MessageSent.newBuilder().setRoomId("lobby").setEpoch(9).setSeq(seq))));
  }

  @ParameterizedTest(name = "reads of {0} bytes")
  @ValueSource(ints = {1, 2, 3, 5, 7, 9, 13, 14, 15, 64, 1000, 1 << 20})
  void framesAreUnderstoodWhereverReadsCutThem(int readBytes) {
    ByteBuf wire = Unpooled.buffer();
    headers(wire, 0, 1, OK);
    data(wire, 1, reply(Reply.newBuilder().setStart(StartResponse.newBuilder())));
    data(wire, 1, ServerFrame.newBuilder().setCaughtUp(CaughtUp.newBuilder()).build());
    data(wire, 1, posted("你好！"));
    data(wire, 1, posted("x".repeat(20_000)));
    data(wire, 1, stored(1, 1));
    data(wire, 1, stored(1L << 28, 1L << 40));
    Event.Builder left = Event.newBuilder().setSeq(8).setMemberLeft(MemberLeft.newBuilder());
    data(wire, 1, ServerFrame.newBuilder().setEvent(left).build());
    data(wire, 1, ServerFrame.newBuilder().setHeartbeat(Heartbeat.newBuilder()).build());
    PrivateMessage.Builder message =
        PrivateMessage.newBuilder().setAuthor(User.newBuilder().setName("bob")).setText("psst");
    data(wire, 1, ServerFrame.newBuilder().setPrivateMessage(message).build());

    EmbeddedChannel channel = channel(signedIn());
    while (wire.isReadable()) {
      channel.writeInbound(wire.readBytes(Math.min(readBytes, wire.readableBytes())));
    }

    assertThat(listener.events())
        .containsExactly(
            "registered",
            "content 你好！",
            "content " + "x".repeat(20_000),
            "stored 0 at 1",
            "stored " + ((1 << 28) - 1) + " at " + (1L << 40),
            "content psst");
  }

  @Test
  void aGuestSignsInAndConnectsWithItsToken() throws Exception {
    EmbeddedChannel channel = channel(connection(Map.of()));
    channel.releaseOutbound();
    ByteBuf wire = Unpooled.buffer();
    headers(wire, 0, 1, OK);
    data(
        wire,
        1,
        SignInAsGuestResponse.newBuilder()
            .setSignedIn(SignedIn.newBuilder().setToken("TOKEN"))
            .build());
    headers(wire, Http2Flags.END_STREAM, 1, trailers("0"));
    headers(wire, 0, 3, OK);
    data(wire, 3, posted("hi"));

    channel.writeInbound(wire);

    ByteBuf out = channel.readOutbound();
    ClientFrame start = clientFrame(out);
    out.release();
    assertThat(start.getStart().getToken()).isEqualTo("TOKEN");
    assertThat(start.getStart().getFollow().getRoomsList()).containsExactly("room-id");
    assertThat(listener.events()).containsExactly("content hi");
  }

  /// The message in the last frame of `out`, which is shorter than 256 bytes.
  private static ClientFrame clientFrame(ByteBuf out) throws Exception {
    int start = out.readerIndex();
    while (start < out.writerIndex()) {
      int bytes = 9 + out.getMedium(start);
      if (start + bytes == out.writerIndex()) {
        return ClientFrame.parseFrom(ByteBufUtil.getBytes(out, start + 14, bytes - 14));
      }
      start += bytes;
    }
    throw new AssertionError("no whole frames");
  }

  @Test
  void messagesDifferInIdAndClientMessageIdAndAreOtherwiseProtobufs() throws Exception {
    Connection connection = signedIn();
    Envelope toRoom = connection.envelope(new Destination.Room("lobby"), CONTENT_BYTES);
    Envelope toUser = connection.envelope(new Destination.User("bob"), CONTENT_BYTES);
    List<ClientFrame> frames = new ArrayList<>();
    for (Envelope envelope : List.of(toRoom, toRoom, toUser)) {
      ByteBuf out = Unpooled.buffer();
      envelope.write(out, 2, 3, 4);
      assertThat(out.readableBytes()).isEqualTo(envelope.bytes());
      frames.add(clientFrame(out));
    }

    assertThat(frames).extracting(ClientFrame::getId).containsExactly(1L, 2L, 3L);
    SendMessageRequest first = frames.get(0).getSendMessage();
    SendMessageRequest second = frames.get(1).getSendMessage();
    SendDirectMessageRequest third = frames.get(2).getSendDirectMessage();
    assertThat(first.getRoom()).isEqualTo("lobby");
    assertThat(third.getUser()).isEqualTo("bob");
    assertThat(third.getText()).isEqualTo(first.getText()).hasSize(CONTENT_BYTES).endsWith("---");
    assertThat(UUID.fromString(first.getClientMessageId()).version()).isEqualTo(7);
    assertThat(second.getClientMessageId()).isGreaterThan(first.getClientMessageId());
    assertThat(third.getClientMessageId()).isGreaterThan(second.getClientMessageId());
  }

  @Test
  void aRefusalAndAGapEndTheConnection() {
    Refusal.Builder refusal = Refusal.newBuilder().setSentence("Not you.");
    List<MessageLite> ends =
        List.of(
            reply(
                Reply.newBuilder()
                    .setId(1)
                    .setSendMessage(SendMessageResponse.newBuilder().setRefusal(refusal))),
            reply(
                Reply.newBuilder()
                    .setId(1)
                    .setSendDirectMessage(
                        SendDirectMessageResponse.newBuilder().setRefusal(refusal))),
            ServerFrame.newBuilder().setGap(Gap.newBuilder().setFromSeq(7)).build());
    for (MessageLite end : ends) {
      ByteBuf wire = Unpooled.buffer();
      data(wire, 1, end);

      channel(signedIn()).writeInbound(wire);
    }

    assertThat(listener.events())
        .satisfiesExactly(
            note -> assertThat(note).startsWith("lost: refused:").contains("Not you."),
            note -> assertThat(note).startsWith("lost: refused:").contains("Not you."),
            note -> assertThat(note).startsWith("lost: gap").contains("7"));
  }

  @Test
  void anInvalidMessageEndsTheConnection() {
    ByteBuf wire = Unpooled.buffer();
    // A field that reaches past the message.
    frame(wire, Http2FrameTypes.DATA, 0, 1, new byte[] {0, 0, 0, 0, 2, 0x12, 9});

    channel(signedIn()).writeInbound(wire);

    assertThat(listener.events())
        .singleElement()
        .asString()
        .startsWith("lost:")
        .contains("expected");
  }
}

package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import gochat.grpc.NoLeaks;
import gochat.room.Author;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.shard.Delivery;
import gochat.shard.Turn;
import gochat.v1.ServerFrame;
import gochat.wire.FrameWire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The bytes of a turn that the streams of an event loop share.
@ExtendWith(NoLeaks.class)
class WebFramesTest {
  private static final Author ALICE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);
  private static final Turn TURN =
      new Turn(RoomId.LOBBY, 1, List.of(entry(1, "hi"), entry(2, "晚上见？")));

  private static LogEntry entry(long seq, String text) {
    return new LogEntry(seq, new RoomEvent.Posted(ALICE, 0, null, text));
  }

  private static ByteBuf frames(Delivery delivery, WebFraming framing) {
    return WebFrames.of(delivery, framing, ByteBufAllocator.DEFAULT);
  }

  @ParameterizedTest
  @EnumSource(WebFraming.class)
  void allStreamsOfAFramingShareTheSameBytes(WebFraming framing) {
    try (Delivery delivery = new Delivery(TURN)) {
      ByteBuf first = frames(delivery, framing);
      ByteBuf second = frames(delivery, framing);
      first.setByte(0, ~first.getByte(0));

      assertThat(second).isEqualTo(first);
      first.release();
      second.release();
    }
  }

  @Test
  void framingsOfTheSameEncodingHaveTheSameTexts() {
    try (Delivery delivery = new Delivery(TURN)) {
      ByteBuf enveloped = frames(delivery, WebFraming.ENVELOPED_JSON);
      ByteBuf events = frames(delivery, WebFraming.EVENT_STREAM);

      for (String text : texts(enveloped)) {
        assertThat(events.toString(UTF_8)).contains("data: " + text + "\n\n");
      }
      enveloped.release();
      events.release();
    }
  }

  private static List<String> texts(ByteBuf enveloped) {
    return parts(ByteBufUtil.getBytes(enveloped)).stream().map(BodyPart::text).toList();
  }

  private static List<BodyPart> parts(byte[] bytes) {
    try (InputStream in = new ByteArrayInputStream(bytes)) {
      return List.of(BodyPart.read(in), BodyPart.read(in));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyFramingHasTheSameFrames() throws Exception {
    try (Delivery delivery = new Delivery(TURN)) {
      ByteBuf proto = frames(delivery, WebFraming.ENVELOPED_PROTO);
      ByteBuf json = frames(delivery, WebFraming.ENVELOPED_JSON);
      ByteBuf base64 = frames(delivery, WebFraming.BASE64_PROTO);

      byte[] decoded = BodyPart.decoded(ByteBufUtil.getBytes(base64));
      assertThat(decoded).isEqualTo(ByteBufUtil.getBytes(proto));
      for (int i = 0; i < TURN.entries().size(); i++) {
        ServerFrame frame = FrameWire.event(TURN.room(), TURN.epoch(), TURN.entries().get(i));
        assertThat(ServerFrame.parseFrom(parts(decoded).get(i).content())).isEqualTo(frame);
        ServerFrame.Builder parsed = ServerFrame.newBuilder();
        JsonFormat.parser().merge(texts(json).get(i), parsed);
        assertThat(parsed.build()).isEqualTo(frame);
      }
      proto.release();
      json.release();
      base64.release();
    }
  }
}

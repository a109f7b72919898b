package gochat.bus.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.bus.Bus;
import gochat.bus.Subject;
import gochat.bus.link.Numbering;
import gochat.bus.postgres.Frame.ReturnAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {
  private static final Subject SUBJECT = new Subject("r.1");
  private static final int PAYLOAD_BYTES_MAX = 7_999;
  private static final RecursiveComparisonConfiguration BY_CONTENT =
      RecursiveComparisonConfiguration.builder()
          .withEqualsForType(Arrays::equals, byte[].class)
          .build();

  private final Numbering numbering = new Numbering();
  private final BatchWriter writer = new BatchWriter(numbering);

  private static Stream<Frame> frames() {
    byte[] bytes = "content".getBytes(UTF_8);
    ReturnAddress to = new ReturnAddress(-1, 2);
    return Stream.of(
        new Frame.Published(SUBJECT, bytes),
        new Frame.Published(new Subject("x".repeat(100)), new byte[0]),
        new Frame.Asked(7, SUBJECT, bytes),
        new Frame.Replied(to, bytes),
        new Frame.Declined(to),
        new Frame.Part(9, 65_534, 65_535, bytes),
        new Frame.Left());
  }

  @ParameterizedTest
  @MethodSource("frames")
  void aFrameComesOutAsItWentIn(Frame frame) {
    Batch batch = parsed(writer.write(List.of(frame)).getFirst());

    assertThat(batch.node()).isEqualTo(numbering.node());
    assertThat(batch.seq()).isEqualTo(1).isEqualTo(writer.seq());
    assertThat(batch.frames()).usingRecursiveComparison(BY_CONTENT).isEqualTo(List.of(frame));
  }

  private static Batch parsed(String payload) {
    return requireNonNull(Batch.parse(payload));
  }

  @Test
  void noFramesAreABeat() {
    assertThat(writer.write(List.of()))
        .hasSize(1)
        .allMatch(text -> parsed(text).frames().isEmpty());
  }

  @Test
  void framesSharePayloadsInTheirOrderAndAPayloadFitsIntoANotification() {
    Random random = new Random(1);
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      frames.add(new Frame.Published(SUBJECT, new byte[random.nextInt(1_000)]));
    }

    List<String> payloads = writer.write(frames);

    assertThat(payloads).hasSizeBetween(40, 60).allMatch(text -> text.length() < PAYLOAD_BYTES_MAX);
    assertThat(payloads.stream().flatMap(text -> parsed(text).frames().stream()).toList())
        .usingRecursiveComparison(BY_CONTENT)
        .isEqualTo(frames);
  }

  @Test
  void equalFramesMakeDifferentPayloads() {
    Frame frame = new Frame.Published(SUBJECT, new byte[5_000]);

    assertThat(writer.write(List.of(frame, frame))).hasSize(2).doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0} bytes")
  @ValueSource(ints = {5_890, 5_900, 5_910, 12_000, Bus.MESSAGE_BYTES_MAX})
  void aLongFrameComesTogetherFromItsParts(int length) {
    byte[] content = new byte[length];
    new Random(1).nextBytes(content);
    List<Frame> frames =
        List.of(
            new Frame.Asked(1, SUBJECT, new byte[100]),
            new Frame.Asked(2, SUBJECT, content),
            new Frame.Asked(3, SUBJECT, new byte[1]));

    List<String> payloads = writer.write(frames);

    assertThat(payloads).allMatch(text -> text.length() < PAYLOAD_BYTES_MAX);
    assertThat(read(payloads)).usingRecursiveComparison(BY_CONTENT).isEqualTo(frames);
  }

  private static List<Frame> read(List<String> payloads) {
    Parts parts = new Parts();
    List<Frame> whole = new ArrayList<>();
    for (String payload : payloads) {
      for (Frame frame : parsed(payload).frames()) {
        Frame complete = frame instanceof Frame.Part part ? parts.add(7, part, 0) : frame;
        if (complete != null) {
          whole.add(complete);
        }
      }
    }
    return whole;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "AAAA", "AQ==", "AQAAAAAAAAABAAAAAAAAAAEABQE="})
  void anythingElseIsNoBatch(String payload) {
    assertThat(Batch.parse(payload)).isNull();
  }

  @Test
  void aKindThatOnlyALaterVersionKnowsIsLeftOut() {
    ByteBuffer bytes = ByteBuffer.allocate(100);
    bytes.put(Batch.VERSION).putLong(numbering.node()).putLong(1);
    bytes.putShort((short) 3).put(new byte[] {100, 1, 2});
    bytes.putShort((short) 1).put(FrameCodec.encode(new Frame.Left()));
    byte[] batch = new byte[bytes.position()];
    bytes.flip().get(batch);

    assertThat(parsed(Base64.getEncoder().encodeToString(batch)).frames())
        .containsExactly(new Frame.Left());
  }
}

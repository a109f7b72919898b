package gochat.bench.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StampTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1, 2, 3",
    "65535, 2147483647, 281474976710655",
    "31, 1000, 987654321",
    "29, 29, 29"
  })
  void aStampIsReadAsItWasWrittenAndNothingInItIsEscaped(int sender, int sequence, long timeNs) {
    ByteBuf content = Unpooled.buffer().writeZero(3 + Stamp.BYTES);

    Stamp.write(content, 3, sender, sequence, timeNs);

    long origin = Stamp.origin(content, 3);
    assertThat(Stamp.timeNs(content, 3)).isEqualTo(timeNs);
    assertThat(Stamp.senderOf(origin)).isEqualTo(sender);
    assertThat(Stamp.sequenceOf(origin)).isEqualTo(sequence);
    assertThat(content.toString(3, Stamp.BYTES, US_ASCII)).matches("[#?-~&&[^\\\\]]{16}");
  }
}

package gochat.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;

/// The test of the tests: a leak is found.
class LeakRecorderTest {
  @Test
  void aBufferThatIsNeverReleasedIsReported() throws InterruptedException {
    LeakRecorder.watchAll();
    leak();

    assertThat(LeakRecorder.leaks()).contains("ByteBuf");
    assertThat(LeakRecorder.leaks()).isEmpty();
  }

  private static void leak() {
    ByteBuf lost = UnpooledByteBufAllocator.DEFAULT.directBuffer();
    lost.writeByte(1);
  }
}

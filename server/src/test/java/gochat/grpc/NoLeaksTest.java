package gochat.grpc;

import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;

/// The test of the tests: a leak is found.
class NoLeaksTest {
  @Test
  void aBufferThatIsNeverReleasedIsReportedOnce() {
    NoLeaks.watchAll();
    leak();

    await().until(() -> NoLeaks.leaks().contains("ByteBuf"));
    await().until(() -> NoLeaks.leaks().isEmpty());
  }

  private static void leak() {
    ByteBuf lost = UnpooledByteBufAllocator.DEFAULT.directBuffer();
    lost.writeByte(1);
  }
}

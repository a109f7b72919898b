package gochat.grpc;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// Netty's leak detector, which keeps what it would log. Netty makes it by the system property
/// `io.netty.customResourceLeakDetector`, set for this module's tests in its pom.
public final class LeakRecorder<T> extends ResourceLeakDetector<T> {
  private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

  public LeakRecorder(Class<T> resource, int samplingInterval) {
    super(resource, samplingInterval);
  }

  /// Netty looks for this one too, and complains when it is missing.
  public LeakRecorder(Class<T> resource, int samplingInterval, long unusedMaxActive) {
    this(resource, samplingInterval);
  }

  /// Watches every buffer from now on.
  static void watchAll() {
    setLevel(Level.PARANOID);
  }

  /// What has leaked since the last call.
  static String leaks() throws InterruptedException {
    // A buffer may still be released by a thread that is ending.
    TimeUnit.MILLISECONDS.sleep(40);
    // A leak shows when the collector has found it and another buffer is made after that.
    System.gc();
    TimeUnit.MILLISECONDS.sleep(20);
    UnpooledByteBufAllocator.DEFAULT.directBuffer().release();
    StringBuilder leaks = new StringBuilder();
    for (String leak = LEAKS.poll(); leak != null; leak = LEAKS.poll()) {
      leaks.append(leak).append('\n');
    }
    return leaks.toString();
  }

  @Override
  protected boolean needReport() {
    return true;
  }

  @Override
  protected void reportTracedLeak(String resourceType, String records) {
    LEAKS.add(resourceType + records);
  }

  @Override
  protected void reportUntracedLeak(String resourceType) {
    LEAKS.add(resourceType);
  }
}

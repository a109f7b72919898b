package gochat.grpc;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Fails a test class that leaves a buffer behind.
public final class NoLeaks implements BeforeAllCallback, AfterAllCallback {
  private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    watchAll();
  }

  @Override
  public void afterAll(ExtensionContext context) throws InterruptedException {
    // A buffer may still be released by a thread that is ending.
    TimeUnit.MILLISECONDS.sleep(40);
    String leaks = leaks();
    // Classes that send much would pay a third of their time for it.
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
    if (!leaks.isEmpty()) {
      throw new AssertionError("leaked: " + leaks);
    }
  }

  /// Watches every buffer from now on.
  static void watchAll() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
  }

  /// The leaks that the collector has found since the last call; the latest ones may need another
  /// call.
  static String leaks() throws InterruptedException {
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

  /// Netty's leak detector, which keeps what it would log. Netty makes it by the system property
  /// `io.netty.customResourceLeakDetector`, set for this module's tests in its pom.
  public static final class Detector<T> extends ResourceLeakDetector<T> {
    public Detector(Class<T> resource, int samplingInterval) {
      super(resource, samplingInterval);
    }

    /// Netty looks for this one too, and complains when it is missing.
    public Detector(Class<T> resource, int samplingInterval, long unusedMaxActive) {
      this(resource, samplingInterval);
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
}

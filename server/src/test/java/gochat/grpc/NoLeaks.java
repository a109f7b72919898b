package gochat.grpc;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Fails a test class that leaves a buffer behind.
public final class NoLeaks implements BeforeAllCallback, AfterAllCallback {
  @Override
  public void beforeAll(ExtensionContext context) {
    LeakRecorder.watchAll();
  }

  @Override
  public void afterAll(ExtensionContext context) throws InterruptedException {
    String leaks = LeakRecorder.leaks();
    if (!leaks.isEmpty()) {
      throw new AssertionError("leaked: " + leaks);
    }
  }
}

package gochat.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/// Parts that all tests of a class use. Those that were opened are closed, also when a program is
/// missing that the next one needs.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OpenParts {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  final <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  @AfterAll
  void closeAll() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}

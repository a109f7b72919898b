package gochat.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/// Sends signals to processes, by the shell: an empty Debian has no program for it.
public final class Signals {
  private Signals() {}

  /// @param name such as `STOP`
  public static void send(String name, long pid) {
    try {
      Process kill =
          new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).inheritIO().start();
      assertThat(kill.waitFor()).isZero();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

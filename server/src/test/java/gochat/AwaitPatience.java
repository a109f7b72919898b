package gochat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/// Sets how long a test of any module waits for a condition before it fails: one minute, because a
/// busy machine may stop a process for longer than the ten seconds that are Awaitility's own. A
/// test that passes does not wait longer for it.
public final class AwaitPatience implements LauncherSessionListener {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Awaitility.setDefaultTimeout(LIMIT);
  }
}

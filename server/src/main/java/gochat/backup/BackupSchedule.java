package gochat.backup;

import gochat.backup.BackupMaker.Backup;
import gochat.pause.Pause;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a backup at regular times until it is closed, on a thread of its own.
///
/// The next backup is due when the newest one in the directory is old enough, so a restart neither
/// delays it nor makes one more. A failed backup is tried again.
public final class BackupSchedule implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BackupSchedule.class);
  private static final Duration RETRY = Duration.ofMinutes(15);

  private final ServerBackups backups;
  private final BackupTarget target;
  private final Duration every;
  private final InstantSource clock;
  private final Thread thread;

  private BackupSchedule(
      ServerBackups backups, BackupTarget target, Duration every, InstantSource clock) {
    this.backups = backups;
    this.target = target;
    this.every = every;
    this.clock = clock;
    thread = Thread.ofPlatform().name("backup").daemon().unstarted(this::run);
  }

  /// @param every the time from one backup to the next
  public static BackupSchedule start(
      ServerBackups backups, BackupTarget target, Duration every, InstantSource clock) {
    BackupSchedule schedule = new BackupSchedule(backups, target, every, clock);
    schedule.thread.start();
    return schedule;
  }

  private void run() {
    try {
      Duration wait = untilDue();
      while (true) {
        Thread.sleep(wait);
        wait = make() ? untilDue() : min(RETRY, every);
      }
    } catch (InterruptedException | CancellationException _) {
      // Closed.
    }
  }

  /// Zero or negative when a backup is due.
  private Duration untilDue() {
    Instant now = clock.instant();
    try {
      List<BackupName> made = BackupName.in(target.directory());
      if (made.isEmpty()) {
        return Duration.ZERO;
      }
      Duration wait = Duration.between(now, made.getLast().time().plus(every));
      // The clock may have been set back.
      return min(wait, every);
    } catch (IOException e) {
      // The backup will fail too, and say so.
      return Duration.ZERO;
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private boolean make() {
    long start = System.nanoTime();
    try {
      Backup backup =
          backups.maker().make(target, new Pace(backups.bytesPerSecond(), Pause.UNTIL_INTERRUPT));
      log.atInfo()
          .addKeyValue("path", backup.path())
          .addKeyValue("bytes", backup.bytes())
          .addKeyValue("ms", Duration.ofNanos(System.nanoTime() - start).toMillis())
          .log("a backup was made and verified");
      return true;
    } catch (ClosedByInterruptException _) {
      throw new CancellationException();
    } catch (IOException e) {
      log.atError()
          .addKeyValue("directory", target.directory())
          .addKeyValue("reason", e.toString())
          .log("the backup failed and will be tried again");
      return false;
    }
  }

  /// Ends a backup that is being made.
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

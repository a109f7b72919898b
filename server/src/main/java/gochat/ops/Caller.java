package gochat.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The caller of a command: a person or a script that reads its output and waits for its end. Safe
/// for all threads.
public final class Caller {
  private final Messages messages;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean isTerminal;
  private final int columns;
  private final CountDownLatch gone = new CountDownLatch(1);

  Caller(Messages messages, Writer out, Writer err, boolean isTerminal, int columns) {
    this.messages = messages;
    this.isTerminal = isTerminal;
    this.columns = columns;
    this.out = new PrintWriter(out, true);
    this.err = new PrintWriter(err, true);
  }

  /// The caller of a command in its own process.
  ///
  /// @param isTerminal whether `out` is a terminal
  public static Caller here(
      Messages messages, PrintStream out, PrintStream err, boolean isTerminal) {
    return new Caller(
        messages,
        new OutputStreamWriter(out, UTF_8),
        new OutputStreamWriter(err, UTF_8),
        isTerminal,
        /* columns= */ 0);
  }

  /// In the caller's language.
  public Messages messages() {
    return messages;
  }

  /// Whether the standard output is a terminal. Other output is kept, and other people read it, so
  /// secrets are not for it: see [HandedSecret].
  boolean isTerminal() {
    return isTerminal;
  }

  /// The columns of the caller's terminal; 0 if there is none, or none that shows UTF-8, or if the
  /// command runs in the caller's process.
  int columns() {
    return columns;
  }

  /// The command's standard output. A line is sent when it is whole. The output appears unchanged
  /// on a terminal: texts from users need [gochat.log.LogText#visible].
  public PrintWriter out() {
    return out;
  }

  /// The command's standard error stream, as [#out].
  public PrintWriter err() {
    return err;
  }

  /// Nobody waits any more. Further output is lost.
  void leave() {
    gone.countDown();
  }

  /// @throws CallerGone when the command is to end
  public void check() {
    if (gone.getCount() == 0) {
      throw new CallerGone();
    }
  }

  /// Waits, as a command does that leaves the machine to others at times.
  ///
  /// @throws CallerGone when the command is to end, also during the pause
  public void pause(Duration duration) {
    try {
      if (gone.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new CallerGone();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CallerGone();
    }
  }
}

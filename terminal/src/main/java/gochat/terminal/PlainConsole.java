package gochat.terminal;

import gochat.terminal.text.Entry;
import gochat.terminal.text.Texts;
import gochat.terminal.text.Utf8Input;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/// Lines in and out, for pipes and files: messages on standard output, notices on standard error.
final class PlainConsole implements ChatConsole {
  static final int LINE_CHARS_MAX = 1 << 20;
  private static final int REPLACEMENT = 0xFFFD;
  private static final int INTERRUPTED = 128 + 2;

  private final Utf8Input in;
  private final PrintStream out;
  private final PrintStream err;
  private final Texts texts;
  private long lineNumber;
  private volatile boolean isInputMalformed;
  private volatile Runnable leave = () -> {};

  PlainConsole(InputStream in, PrintStream out, PrintStream err, Texts texts) {
    this.in = new Utf8Input(in);
    this.out = out;
    this.err = err;
    this.texts = texts;
  }

  @Override
  public boolean isInteractive() {
    return false;
  }

  @Override
  public @Nullable String readLine(UnaryOperator<String> prompt) {
    try {
      StringBuilder line = new StringBuilder();
      boolean tooLong = false;
      lineNumber++;
      for (int c = in.next(); c != '\n'; c = in.next()) {
        if (c == Utf8Input.END) {
          return line.isEmpty() ? null : line.toString();
        }
        if (line.length() < LINE_CHARS_MAX) {
          line.appendCodePoint(c == Utf8Input.MALFORMED ? malformed() : c);
        } else {
          tooLong = true;
        }
      }
      if (tooLong) {
        err.println(texts.get("too-long", LINE_CHARS_MAX));
        return "";
      }
      int last = line.length() - 1;
      return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
    } catch (IOException _) {
      // An input with an error counts as ended.
      return null;
    }
  }

  /// Reports the first malformed line.
  ///
  /// @return the replacement character
  private int malformed() {
    if (!isInputMalformed) {
      isInputMalformed = true;
      err.println(texts.get("malformed", lineNumber));
    }
    return REPLACEMENT;
  }

  boolean isInputMalformed() {
    return isInputMalformed;
  }

  @Override
  public void show(Entry entry) {
    out.println(entry.unwrapped());
    if (out.checkError()) {
      leave.run();
    }
  }

  @Override
  public void notice(Entry entry) {
    err.println(entry.unwrapped());
  }

  @Override
  public void onLeave(Runnable leave) {
    this.leave = leave;
    AtomicBoolean isAsked = new AtomicBoolean();
    Signals.register(
        "INT",
        () -> {
          if (isAsked.getAndSet(true)) {
            Runtime.getRuntime().halt(INTERRUPTED);
          }
          leave.run();
        });
  }

  @Override
  public void close() {
    out.flush();
  }
}

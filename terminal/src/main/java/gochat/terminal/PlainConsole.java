package gochat.terminal;

import gochat.terminal.text.Entry;
import gochat.terminal.text.Texts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/// Lines in, lines out, for pipes and files: the conversation on standard output, everything else
/// on standard error.
final class PlainConsole implements ChatConsole {
  static final int LINE_CHARS_MAX = 1 << 20;

  private final Reader in;
  private final PrintStream out;
  private final PrintStream err;
  private final Texts texts;
  private volatile Runnable leave = () -> {};

  PlainConsole(InputStream in, PrintStream out, PrintStream err, Texts texts) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.out = out;
    this.err = err;
    this.texts = texts;
  }

  @Override
  public boolean isInteractive() {
    return false;
  }

  @Override
  public @Nullable String readLine(String prompt) {
    try {
      StringBuilder line = new StringBuilder();
      boolean tooLong = false;
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          return line.isEmpty() ? null : line.toString();
        }
        if (line.length() < LINE_CHARS_MAX) {
          line.append((char) c);
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
      // An input that fails has ended.
      return null;
    }
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
    Signals.register("INT", leave);
  }

  @Override
  public void close() {
    out.flush();
  }
}

package gochat.terminal;

import gochat.terminal.text.Entry;
import java.io.IOError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader.Option;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/// A terminal with a line editor: messages appear above the line that is being typed.
final class TerminalConsole implements ChatConsole {
  private static final char NO_ECHO = 0;
  private static final long READER_STOPS_WITHIN_MS = 300;

  private final Terminal terminal;
  private final Attributes found;
  private final Editor reader;
  private final Semaphore reading = new Semaphore(1);
  private volatile @Nullable Thread readingThread;
  private volatile boolean closed;

  /// @throws IOException if there is no usable terminal
  static TerminalConsole open() throws IOException {
    try {
      return new TerminalConsole(
          TerminalBuilder.builder()
              .system(true)
              .dumb(false)
              .encoding(StandardCharsets.UTF_8)
              .stdinEncoding(StandardCharsets.UTF_8)
              .stdoutEncoding(StandardCharsets.UTF_8)
              // Querying the terminal's capabilities would delay the start.
              .graphemeCluster(false)
              .build());
    } catch (IllegalStateException e) {
      throw new IOException("no terminal that can be used", e);
    }
  }

  TerminalConsole(Terminal terminal) {
    this.terminal = terminal;
    found = terminal.getAttributes();
    // Also between two reads, so that keys typed ahead are not echoed.
    terminal.enterRawMode();
    if (terminal.getSize().getColumns() == 0) {
      // Some containers start with a terminal without a size.
      terminal.setSize(Size.of(80, 24));
    }
    // A line is taken as typed: without escapes, quotes, continuation and history expansion.
    DefaultParser verbatim = new DefaultParser().escapeChars(new char[0]).quoteChars(new char[0]);
    reader = new Editor(terminal);
    reader.setParser(verbatim);
    reader.option(Option.DISABLE_EVENT_EXPANSION, true);
    // The sent line reappears as a message.
    reader.option(Option.ERASE_LINE_ON_FINISH, true);
  }

  @Override
  public boolean isInteractive() {
    return true;
  }

  @Override
  public @Nullable String readLine(UnaryOperator<String> prompt) {
    return read(() -> reader.readLine(prompt));
  }

  private @Nullable String read(Supplier<String> line) {
    if (closed || !reading.tryAcquire()) {
      return null;
    }
    readingThread = Thread.currentThread();
    try {
      return line.get();
    } catch (UserInterruptException | EndOfFileException | IOError _) {
      return null;
    } finally {
      readingThread = null;
      reading.release();
    }
  }

  /// Reads a line without echo.
  ///
  /// @return null if the user wants to leave
  @Nullable String readSecret(String prompt) {
    return read(() -> reader.readSecret(prompt));
  }

  /// The terminal in its original state, for a screen; only while nothing is read here.
  Terminal terminal() {
    terminal.setAttributes(found);
    return terminal;
  }

  @Override
  public void show(Entry entry) {
    if (!closed) {
      reader.printAbove(entry.wrapped(terminal.getSize().getColumns()));
    }
  }

  @Override
  public void notice(Entry entry) {
    show(entry);
  }

  @Override
  public void onLeave(Runnable leave) {
    // While a line is read, the editor handles the signal.
    terminal.handle(Terminal.Signal.INT, _ -> leave.run());
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    Thread thread = readingThread;
    if (thread != null && thread != Thread.currentThread()) {
      thread.interrupt();
    }
    boolean stopped = awaitReader();
    if (!stopped) {
      // As the editor would at its end: a blocked reader must not leave its modes set.
      terminal.puts(Capability.keypad_local);
      terminal.writer().write(LineReaderImpl.BRACKETED_PASTE_OFF);
      terminal.writer().println();
    }
    terminal.flush();
    terminal.setAttributes(found);
    try {
      terminal.close();
    } catch (IOException _) {
      // The window is closed: nothing to restore.
    }
  }

  /// JLine's editor with a prompt that depends on the typed text.
  private static final class Editor extends LineReaderImpl {
    private UnaryOperator<String> promptOf = _ -> "";

    Editor(Terminal terminal) {
      super(terminal, "gochat", new HashMap<>());
    }

    String readLine(UnaryOperator<String> wanted) {
      promptOf = wanted;
      return readLine(wanted.apply(""));
    }

    String readSecret(String wanted) {
      promptOf = _ -> wanted;
      return readLine(wanted, NO_ECHO);
    }

    @Override
    protected void redisplay(boolean flush) {
      // JLine erases the read line only with an empty prompt.
      if (prompt.length() > 0) {
        setPrompt(promptOf.apply(getBuffer().toString()));
      }
      super.redisplay(flush);
    }
  }

  private boolean awaitReader() {
    try {
      return reading.tryAcquire(READER_STOPS_WITHIN_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

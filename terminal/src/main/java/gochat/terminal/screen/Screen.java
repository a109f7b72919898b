package gochat.terminal.screen;

import gochat.terminal.chat.ChatModel;
import gochat.terminal.chat.Line;
import gochat.terminal.text.Entry;
import gochat.terminal.text.Texts;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/// The client's screen: the title, the timeline, the list of rooms on a wide screen, the status,
/// and the input line. Confined to one thread; keys arrive on another one.
public final class Screen implements AutoCloseable {
  /// From this width on the list of rooms is shown.
  private static final int ROOM_LIST_COLUMNS_MIN = 110;

  private static final int INPUT_ROWS_MAX = 8;

  /// Below this height the title is left out.
  private static final int TITLE_ROWS_MIN = 10;

  private final Terminal terminal;
  private final Surface surface;
  private final Texts texts;
  private final Clock clock;
  private final InputLine input;
  private final TimelineView view;
  private final Bell bell;
  private final Keyboard keyboard;
  private ChatModel chat;
  private Theme theme;
  private boolean highlights = true;
  private Size laidOutFor = Size.of(0, 0);
  private String laidOutName = "";
  private String notice = "";

  /// @param keyEvents receives the keyboard's events after [#listen], on the keyboard's thread
  /// @param resized called on another thread
  /// @param suspended called on another thread: true before the program is stopped, false when it
  ///   goes on
  public Screen(
      Terminal terminal,
      Texts texts,
      Theme theme,
      ChatModel chat,
      InputLine input,
      Consumer<KeyEvent> keyEvents,
      Runnable resized,
      Consumer<Boolean> suspended) {
    this.terminal = terminal;
    this.texts = texts;
    this.theme = theme;
    this.chat = chat;
    this.input = input;
    clock = new Clock(texts, ZoneId.systemDefault());
    surface = new Surface(terminal);
    view = new TimelineView(layout(Size.of(80, 24)), chat.timeline());
    bell = new Bell(surface, System.getenv());
    terminal.handle(Signal.WINCH, _ -> resized.run());
    terminal.handle(Signal.TSTP, _ -> suspended.accept(true));
    terminal.handle(Signal.CONT, _ -> suspended.accept(false));
    keyboard = new Keyboard(terminal, keyEvents);
  }

  /// Begins to read the keyboard.
  public void listen() {
    keyboard.start();
  }

  /// Shows another user's conversations.
  public void show(ChatModel other) {
    chat = other;
    laidOutFor = Size.of(0, 0);
  }

  public void theme(Theme newTheme) {
    theme = newTheme;
    laidOutFor = Size.of(0, 0);
  }

  /// Sets whether messages to the user are highlighted.
  public void highlights(boolean on) {
    highlights = on;
    laidOutFor = Size.of(0, 0);
  }

  public boolean highlights() {
    return highlights;
  }

  public Theme theme() {
    return theme;
  }

  /// The theme, or the nearest one for the terminal's colours.
  private Theme shownTheme() {
    return theme.on(surface.colours());
  }

  public Bell bell() {
    return bell;
  }

  private LineLayout layout(Size size) {
    int columns = size.getColumns() - (hasRoomList(size) ? Bars.ROOMS_COLUMNS : 0);
    return new LineLayout(
        shownTheme(),
        texts,
        clock,
        chat.self().getName(),
        highlights,
        columns,
        size.getColumns() >= LineLayout.WIDE_COLUMNS_MIN);
  }

  private static boolean hasRoomList(Size size) {
    return size.getColumns() >= ROOM_LIST_COLUMNS_MIN;
  }

  /// Draws the changed rows.
  public void draw(long nowMs) {
    Size size = surface.size();
    String name = chat.self().getName();
    if (!size.equals(laidOutFor) || !name.equals(laidOutName)) {
      laidOutFor = Size.of(size.getColumns(), size.getRows());
      laidOutName = name;
      view.layOutBy(layout(size));
      surface.clear();
    }
    surface.draw(compose(size, nowMs));
  }

  private Frame compose(Size size, long nowMs) {
    int columns = size.getColumns();
    Theme shown = shownTheme();
    Bars bars = new Bars(texts, shown);
    boolean hasTitle = size.getRows() >= TITLE_ROWS_MIN;
    InputBox box =
        InputBox.of(
            input, texts, shown, columns, Math.clamp(size.getRows() / 3, 1, INPUT_ROWS_MAX));
    List<AttributedString> popup =
        new ArrayList<>(noticeRows(columns, Math.max(1, size.getRows() / 2)));
    popup.addAll(Popup.rows(input, texts, shown, columns));
    int height =
        Math.max(0, size.getRows() - (hasTitle ? 1 : 0) - 1 - popup.size() - box.rows().size());
    view.show(chat.timeline(), chat.current(), chat.folds(), height);
    List<AttributedString> lines = view.draw();

    List<AttributedString> rows = new ArrayList<>();
    if (hasTitle) {
      rows.add(bars.title(chat.current(), columns));
    }
    List<AttributedString> roomList = hasRoomList(size) ? bars.rooms(chat, height) : List.of();
    for (int i = 0; i < height; i++) {
      int line = i - (height - lines.size());
      AttributedString text = line < 0 ? AttributedString.EMPTY : lines.get(line);
      rows.add(
          roomList.isEmpty()
              ? text
              : AttributedString.join(AttributedString.EMPTY, roomList.get(i), text));
    }
    rows.addAll(popup);
    rows.add(bars.status(chat, !roomList.isEmpty(), view.messagesBelow(), nowMs, columns));
    int inputRow = rows.size();
    rows.addAll(box.rows());
    while (rows.size() > size.getRows()) {
      rows.removeFirst();
      inputRow--;
    }
    return new Frame(rows, Math.max(0, inputRow + box.cursorRow()), box.cursorColumn());
  }

  /// The rows of the notice; none if the end of the timeline, which has it too, is in view.
  private List<AttributedString> noticeRows(int columns, int rowsMax) {
    if (view.isAtEnd()) {
      notice = "";
    }
    if (notice.isEmpty()) {
      return List.of();
    }
    List<AttributedString> rows = new ArrayList<>();
    Entry entry = new Entry("* ", List.of(notice.split("\n", -1)));
    for (Entry.Row row : entry.rows(columns, Entry.CONTINUATION)) {
      if (rows.size() == rowsMax) {
        rows.set(
            rowsMax - 1,
            Row.of("  ╰ " + texts.get("notice.more"), shownTheme().attention(), columns));
        break;
      }
      rows.add(Row.of(entry.text(row), shownTheme().attention(), columns));
    }
    return rows;
  }

  /// Shows a notice below the timeline while the timeline's end is out of view.
  ///
  /// @param text safe to show
  public void notice(String text) {
    notice = text;
  }

  public void clearNotice() {
    notice = "";
  }

  /// Draws the whole screen again.
  public void redraw() {
    laidOutFor = Size.of(0, 0);
  }

  /// Returns the terminal to the shell and stops this program until the shell continues it.
  public void suspend() {
    surface.leave();
    try {
      // Java can't stop its own process. It sends STOP, because TSTP has a handler here.
      new ProcessBuilder("sh", "-c", "kill -STOP $PPID").inheritIO().start().waitFor();
    } catch (IOException _) {
      resume();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Takes the terminal back from another program, whatever mode it is in.
  public void resume() {
    surface.enter();
    redraw();
  }

  public boolean isAtEnd() {
    return view.isAtEnd();
  }

  /// Whether the oldest loaded line was in view.
  public boolean isAtStart() {
    return view.isAtStart();
  }

  public void toEnd() {
    view.toEnd();
  }

  public void pageUp() {
    view.pageUp();
  }

  public void pageDown() {
    view.pageDown();
  }

  public void showFrom(long timeMs) {
    view.showFrom(timeMs);
  }

  /// @param direction -1: the previous one, 1: the next one
  public void select(int direction) {
    view.select(direction);
  }

  public void select(Line.Message message) {
    view.select(message);
  }

  public void deselect() {
    view.deselect();
  }

  /// The selected message.
  public Line.@Nullable Message selected() {
    return view.selected() instanceof Line.Message message
        ? chat.timeline().message(message.seq())
        : null;
  }

  /// Opens the selected message if it is folded, or folds it again.
  public void unfold() {
    Line.Message message = selected();
    if (message != null && chat.current() != null) {
      chat.folds().toggle(chat.current(), message);
    }
  }

  /// Restores the terminal because the program ends. For any thread.
  public void abandon() {
    surface.leave();
  }

  /// Restores the terminal without closing it.
  @Override
  public void close() {
    surface.close();
    for (Signal signal : List.of(Signal.WINCH, Signal.TSTP, Signal.CONT)) {
      terminal.handle(signal, Terminal.SignalHandler.SIG_DFL);
    }
  }
}

package gochat.terminal.screen;

import java.util.List;
import java.util.Locale;
import org.jline.keymap.KeyMap;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/// The keys: their names, the sequences that terminals send for them, and their actions. Help and
/// documentation are made from this table.
public enum Key {
  SEND("Enter", "\r", "\n"),
  NEW_LINE("Alt+Enter", "\u001B\r", "\u001B\n"),
  SEND_LINES("Alt+S", alt('s')),
  COMPLETE("Tab", "\t"),
  COMPLETE_BACK("Shift+Tab", Capability.key_btab, "\u001B[Z"),
  EARLIER("Up, Ctrl+P", Capability.key_up, "\u001B[A", "\u001BOA", ctrl('P')),
  LATER("Down, Ctrl+N", Capability.key_down, "\u001B[B", "\u001BOB", ctrl('N')),
  SEARCH("Ctrl+R", ctrl('R')),

  PAGE_UP("PageUp", Capability.key_ppage, "\u001B[5~"),
  PAGE_DOWN("PageDown", Capability.key_npage, "\u001B[6~"),
  NEWEST("Alt+End, Alt+>", "\u001B[1;3F", alt('>')),
  SELECT_EARLIER("Alt+Up", "\u001B[1;3A", "\u001B\u001B[A"),
  SELECT_LATER("Alt+Down", "\u001B[1;3B", "\u001B\u001B[B"),
  UNFOLD("Alt+O", alt('o')),
  ROOM_BY_NUMBER("Alt+1 … Alt+9, Alt+0"),
  PREVIOUS_ROOM("Alt+Left", "\u001B[1;3D", "\u001B\u001B[D"),
  NEXT_ROOM("Alt+Right", "\u001B[1;3C", "\u001B\u001B[C"),
  JUMP("Ctrl+K", ctrl('K')),
  NEXT_UNREAD("Alt+A", alt('a')),
  CANCEL("Esc, Ctrl+G", "\u001B", ctrl('G')),

  LEFT("Left, Ctrl+B", Capability.key_left, "\u001B[D", "\u001BOD", ctrl('B')),
  RIGHT("Right, Ctrl+F", Capability.key_right, "\u001B[C", "\u001BOC", ctrl('F')),
  WORD_LEFT("Ctrl+Left, Alt+B", "\u001B[1;5D", alt('b')),
  WORD_RIGHT("Ctrl+Right, Alt+F", "\u001B[1;5C", alt('f')),
  LINE_START("Home, Ctrl+A", Capability.key_home, "\u001B[H", "\u001BOH", "\u001B[1~", ctrl('A')),
  LINE_END("End, Ctrl+E", Capability.key_end, "\u001B[F", "\u001BOF", "\u001B[4~", ctrl('E')),
  BACKSPACE("Backspace, Ctrl+H", Capability.key_backspace, "\u007F", "\b"),
  DELETE("Delete", Capability.key_dc, "\u001B[3~"),
  DELETE_OR_LEAVE("Ctrl+D", ctrl('D')),
  KILL_WORD_LEFT("Ctrl+W, Alt+Backspace", ctrl('W'), "\u001B\u007F", "\u001B\b"),
  KILL_WORD_RIGHT("Alt+D", alt('d')),
  KILL_TO_START("Ctrl+U", ctrl('U')),
  KILL_TO_END("Alt+K", alt('k')),
  YANK("Ctrl+Y", ctrl('Y')),
  TRANSPOSE("Ctrl+T", ctrl('T')),
  UNDO("Ctrl+_, Alt+U", ctrl('_'), alt('u')),
  REDRAW("Ctrl+L", ctrl('L')),
  /// JLine turns it into the signal, as the terminal would.
  SUSPEND("Ctrl+Z", ctrl('Z')),
  LEAVE("Ctrl+C", ctrl('C'));

  private final String title;
  private final @Nullable Capability capability;

  // An immutable copy.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> sequences;

  Key(String title, String... sequences) {
    this(title, null, sequences);
  }

  Key(String title, @Nullable Capability capability, String... sequences) {
    this.title = title;
    this.capability = capability;
    this.sequences = List.of(sequences);
  }

  private static String alt(char letter) {
    return KeyMap.alt(letter);
  }

  private static String ctrl(char letter) {
    return KeyMap.ctrl(letter);
  }

  /// The name for people.
  public String title() {
    return title;
  }

  /// The key of its help text.
  public String helpKey() {
    return "key." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The terminfo capability of the key; null if it has none.
  @Nullable Capability capability() {
    return capability;
  }

  /// The sequences that terminals send independent of their terminfo.
  List<String> sequences() {
    return sequences;
  }
}

package gochat.terminal.screen;

import java.util.List;
import org.jline.utils.AttributedString;

/// What the whole terminal shows.
///
/// @param rows from the top, none wider than the terminal
record Frame(List<AttributedString> rows, int cursorRow, int cursorColumn) {}

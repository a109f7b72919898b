package gochat.terminal.screen;

import java.util.List;
import org.jline.utils.AttributedString;

/// The content of the whole terminal.
///
/// @param rows from the top, none wider than the terminal
record Frame(List<AttributedString> rows, int cursorRow, int cursorColumn) {}

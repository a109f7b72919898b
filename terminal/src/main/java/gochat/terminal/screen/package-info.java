/// The screen of a conversation, the keys, and the input line.
@NullMarked
package gochat.terminal.screen;

import org.jspecify.annotations.NullMarked;

/// The terminal: how the conversation looks, which keys there are, and how a line is typed.
@NullMarked
package gochat.terminal.screen;

import org.jspecify.annotations.NullMarked;

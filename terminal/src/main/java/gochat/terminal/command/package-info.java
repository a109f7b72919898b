/// The table of the commands, and the parser of typed lines.
@NullMarked
package gochat.terminal.command;

import org.jspecify.annotations.NullMarked;

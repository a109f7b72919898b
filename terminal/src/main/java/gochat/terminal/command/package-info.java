/// What a typed line means: the table of the commands, and how a line is read by it.
@NullMarked
package gochat.terminal.command;

import org.jspecify.annotations.NullMarked;

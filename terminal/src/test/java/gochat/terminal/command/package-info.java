/// What typed lines mean.
@NullMarked
package gochat.terminal.command;

import org.jspecify.annotations.NullMarked;

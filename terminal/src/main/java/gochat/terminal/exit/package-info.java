/// The end of the program: its exit codes, and the result of a session.
@NullMarked
package gochat.terminal.exit;

import org.jspecify.annotations.NullMarked;

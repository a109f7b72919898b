/// The end of the program: its exit codes, the result of a session, and the outcomes that it waits
/// for.
@NullMarked
package gochat.terminal.exit;

import org.jspecify.annotations.NullMarked;

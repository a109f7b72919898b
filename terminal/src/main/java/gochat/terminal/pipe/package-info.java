/// The commands for scripts and pipes, each with an exit code for its result.
@NullMarked
package gochat.terminal.pipe;

import org.jspecify.annotations.NullMarked;

/// The commands for scripts and pipes: one errand each, with an exit code that says how it went.
@NullMarked
package gochat.terminal.pipe;

import org.jspecify.annotations.NullMarked;

/// The commands for pipes, and what they are made of.
@NullMarked
package gochat.terminal.pipe;

import org.jspecify.annotations.NullMarked;

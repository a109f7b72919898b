/// The command line and the terminal client.
@NullMarked
package gochat.terminal;

import org.jspecify.annotations.NullMarked;

/// The interactive client without its screen.
@NullMarked
package gochat.terminal.live;

import org.jspecify.annotations.NullMarked;

/// The interactive client of the v1 API: signs in, and joins the conversation with the screen.
@NullMarked
package gochat.terminal.live;

import org.jspecify.annotations.NullMarked;

/// The interactive client of the v1 API: sign-in, commands, and the session that connects model,
/// screen and server.
@NullMarked
package gochat.terminal.live;

import org.jspecify.annotations.NullMarked;

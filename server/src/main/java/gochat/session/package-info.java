/// One connected client: its rights, what it follows, what waits for it.
@NullMarked
package gochat.session;

import org.jspecify.annotations.NullMarked;

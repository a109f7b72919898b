/// One connected client: its rights, its rooms, its queues.
@NullMarked
package gochat.session;

import org.jspecify.annotations.NullMarked;

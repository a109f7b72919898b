/// What a room is and what may happen in it. Pure: no I/O, no clock, no threads.
@NullMarked
package gochat.room;

import org.jspecify.annotations.NullMarked;

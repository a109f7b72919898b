/// The state of a room, its commands, events and rules. Pure: no I/O, no clock, no threads.
@NullMarked
package gochat.room;

import org.jspecify.annotations.NullMarked;

/// Port: the durable, ordered record of every room.
@NullMarked
package gochat.journal;

import org.jspecify.annotations.NullMarked;

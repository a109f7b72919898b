/// Ports: the durable, ordered record of every room, and the data that follow from it.
@NullMarked
package gochat.journal;

import org.jspecify.annotations.NullMarked;

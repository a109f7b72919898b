/// Removes the events that the rules of the rooms and of the server no longer keep.
@NullMarked
package gochat.retention;

import org.jspecify.annotations.NullMarked;

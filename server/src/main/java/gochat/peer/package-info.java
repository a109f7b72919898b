/// Port: the other servers of the same store.
@NullMarked
package gochat.peer;

import org.jspecify.annotations.NullMarked;

/// One long-lived stream to a client, whatever carries it.
@NullMarked
package gochat.stream;

import org.jspecify.annotations.NullMarked;

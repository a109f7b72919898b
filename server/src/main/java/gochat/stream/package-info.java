/// One long-lived stream to a client, for every transport.
@NullMarked
package gochat.stream;

import org.jspecify.annotations.NullMarked;

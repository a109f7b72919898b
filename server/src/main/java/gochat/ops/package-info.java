/// Operation: the commands of `bin/server admin`, and the socket file over which a running server
/// takes them.
@NullMarked
package gochat.ops;

import org.jspecify.annotations.NullMarked;

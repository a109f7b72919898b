/// Code that the gRPC port and the web port share: limits of connections, encryption, dead and idle
/// connections, the cost of control frames, and failures to listen.
@NullMarked
package gochat.edge;

import org.jspecify.annotations.NullMarked;

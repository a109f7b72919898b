/// What the gRPC port and the web port share: who may connect, what encrypts, looking after
/// connections, what control frames may cost, and what is said when nobody can listen.
@NullMarked
package gochat.edge;

import org.jspecify.annotations.NullMarked;

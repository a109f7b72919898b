/// What the gRPC port and the web port share: who may connect, looking after connections, and what
/// is said when nobody can listen.
@NullMarked
package gochat.edge;

import org.jspecify.annotations.NullMarked;

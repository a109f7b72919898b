/// Connections that carry stamped messages over different protocols.
@NullMarked
package gochat.bench.wire;

import org.jspecify.annotations.NullMarked;

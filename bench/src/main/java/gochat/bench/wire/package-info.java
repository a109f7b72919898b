/// What the load needs of a wire: connections that carry stamped messages.
@NullMarked
package gochat.bench.wire;

import org.jspecify.annotations.NullMarked;

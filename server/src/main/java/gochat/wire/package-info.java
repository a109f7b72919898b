/// Protobuf to domain and back; the only place that knows both.
@NullMarked
package gochat.wire;

import org.jspecify.annotations.NullMarked;

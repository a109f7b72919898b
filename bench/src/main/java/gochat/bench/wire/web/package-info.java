/// The v1 API as JSON over WebSockets.
@NullMarked
package gochat.bench.wire.web;

import org.jspecify.annotations.NullMarked;

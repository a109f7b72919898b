/// The v1 API as JSON over WebSockets and server-sent events.
@NullMarked
package gochat.bench.wire.web;

import org.jspecify.annotations.NullMarked;

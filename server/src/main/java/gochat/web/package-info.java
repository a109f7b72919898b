/// Bytes in and out over HTTP: the page, calls as JSON and gRPC-Web, streams as WebSocket and
/// server-sent events.
@NullMarked
package gochat.web;

import org.jspecify.annotations.NullMarked;

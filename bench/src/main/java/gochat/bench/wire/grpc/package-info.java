/// The first contract and the v1 API over HTTP/2, and the messages of the first contract without
/// HTTP/2.
@NullMarked
package gochat.bench.wire.grpc;

import org.jspecify.annotations.NullMarked;

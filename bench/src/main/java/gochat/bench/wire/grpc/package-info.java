/// The seed contract over HTTP/2, and its messages without HTTP/2.
@NullMarked
package gochat.bench.wire.grpc;

import org.jspecify.annotations.NullMarked;

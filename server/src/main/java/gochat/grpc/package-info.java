/// Bytes in and out over gRPC: the seed contract, v1, health, reflection; shared frames.
@NullMarked
package gochat.grpc;

import org.jspecify.annotations.NullMarked;

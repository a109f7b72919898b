/// Maps domain types to Protobuf and back. The only package that knows both.
@NullMarked
package gochat.wire;

import org.jspecify.annotations.NullMarked;

/// The protocols of the brokers and chat servers in the comparison.
@NullMarked
package gochat.bench.wire.broker;

import org.jspecify.annotations.NullMarked;

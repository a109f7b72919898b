/// The protocols of the brokers and chat servers that GoChat is compared with.
@NullMarked
package gochat.bench.wire.broker;

import org.jspecify.annotations.NullMarked;

/// The bus over core NATS, without JetStream; only it knows jnats.
@NullMarked
package gochat.bus.nats;

import org.jspecify.annotations.NullMarked;

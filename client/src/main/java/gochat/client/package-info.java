/// The part that the clients of both contracts share: server addresses, TLS, connections, and why a
/// connection failed.
@NullMarked
package gochat.client;

import org.jspecify.annotations.NullMarked;

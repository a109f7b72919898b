/// What the clients of both contracts share: where a server is, what it has to prove, how a
/// connection is made, and why there is none.
@NullMarked
package gochat.client;

import org.jspecify.annotations.NullMarked;

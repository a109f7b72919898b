/// The client of the v1 API: messages that are stored once, and events that come once and in order,
/// across lost connections and restarts.
@NullMarked
package gochat.client.v1;

import org.jspecify.annotations.NullMarked;

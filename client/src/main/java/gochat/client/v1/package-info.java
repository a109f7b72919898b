/// One user's place in the conversation of a server that speaks the v1 API: sends that are stored
/// once, events that come once and in order, across lost connections and restarts.
@NullMarked
package gochat.client.v1;

import org.jspecify.annotations.NullMarked;

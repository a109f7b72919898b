/// The servers of one store: what they tell each other of rooms, users and sessions.
@NullMarked
package gochat.cluster;

import org.jspecify.annotations.NullMarked;

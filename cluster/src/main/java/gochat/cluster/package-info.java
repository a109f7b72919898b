/// The servers of one store: what they tell each other of rooms, memberships and sessions.
@NullMarked
package gochat.cluster;

import org.jspecify.annotations.NullMarked;

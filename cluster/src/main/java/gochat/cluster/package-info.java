/// The servers of one store: what they tell each other of the rooms that they have in common.
@NullMarked
package gochat.cluster;

import org.jspecify.annotations.NullMarked;

/// A bus over a connection that may end: its queues, questions and subscriptions, and how it
/// connects again. The same for every engine.
@NullMarked
package gochat.bus.link;

import org.jspecify.annotations.NullMarked;

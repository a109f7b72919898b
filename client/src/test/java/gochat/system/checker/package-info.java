/// What a run of the system must have kept to, checked from what was seen of it. Pure: no clock, no
/// network, no threads.
@NullMarked
package gochat.system.checker;

import org.jspecify.annotations.NullMarked;

/// Records what the clients of a run asked for and were told, and checks it against the invariants.
/// The system test and the simulation both use it. The checks are pure: no clock, no network, no
/// threads.
@NullMarked
package gochat.checker;

import org.jspecify.annotations.NullMarked;

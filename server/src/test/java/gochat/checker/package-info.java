/// Records the requests, results and frames of the clients of a run, and checks them against the
/// invariants. The system test and the simulation both use it. The checks are pure: no clock, no
/// network, no threads.
@NullMarked
package gochat.checker;

import org.jspecify.annotations.NullMarked;

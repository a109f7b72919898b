/// Servers of the first contract, for comparison and for the generator's tests.
@NullMarked
package gochat.bench.peer;

import org.jspecify.annotations.NullMarked;

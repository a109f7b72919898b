/// Servers of the seed contract to compare with and to test the generator against.
@NullMarked
package gochat.bench.peer;

import org.jspecify.annotations.NullMarked;

/// Benchmarks of the parts that a message passes through, each on its own.
@NullMarked
package gochat.bench.parts;

import org.jspecify.annotations.NullMarked;

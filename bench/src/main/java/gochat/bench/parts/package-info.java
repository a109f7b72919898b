/// Separate benchmarks of the parts that a message passes through.
@NullMarked
package gochat.bench.parts;

import org.jspecify.annotations.NullMarked;

/// Tables and charts of many runs.
@NullMarked
package gochat.bench.results;

import org.jspecify.annotations.NullMarked;

/// What many runs say together: tables and charts.
@NullMarked
package gochat.bench.results;

import org.jspecify.annotations.NullMarked;

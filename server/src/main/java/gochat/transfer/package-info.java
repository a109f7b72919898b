/// Exports rooms as lines of JSON, and imports them.
@NullMarked
package gochat.transfer;

import org.jspecify.annotations.NullMarked;

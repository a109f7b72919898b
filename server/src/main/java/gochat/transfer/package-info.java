/// Moves data between stores: exports and imports of rooms as lines of JSON, transfers of all data.
@NullMarked
package gochat.transfer;

import org.jspecify.annotations.NullMarked;

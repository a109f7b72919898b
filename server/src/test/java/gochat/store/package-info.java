/// What every store has to keep.
@NullMarked
package gochat.store;

import org.jspecify.annotations.NullMarked;

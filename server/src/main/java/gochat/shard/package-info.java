/// Runs rooms: one writer each, one batch at a time.
@NullMarked
package gochat.shard;

import org.jspecify.annotations.NullMarked;

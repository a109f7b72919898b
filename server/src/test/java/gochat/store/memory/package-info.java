/// The backend in memory against the contract of all backends.
@NullMarked
package gochat.store.memory;

import org.jspecify.annotations.NullMarked;

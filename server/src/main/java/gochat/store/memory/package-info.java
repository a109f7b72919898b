/// The backend in memory. It keeps the promises of the ports until the process ends.
@NullMarked
package gochat.store.memory;

import org.jspecify.annotations.NullMarked;

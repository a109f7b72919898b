/// The backend in memory: it keeps all that the ports promise until the process ends.
@NullMarked
package gochat.store.memory;

import org.jspecify.annotations.NullMarked;

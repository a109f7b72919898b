/// Pauses of long work, which leaves the machine to others at times.
@NullMarked
package gochat.pause;

import org.jspecify.annotations.NullMarked;

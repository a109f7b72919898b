/// Work in the background: how it begins again, pauses, and leaves the machine to others at times.
@NullMarked
package gochat.pause;

import org.jspecify.annotations.NullMarked;

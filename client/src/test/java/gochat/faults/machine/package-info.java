/// Commands and networks of this machine, which need root.
@NullMarked
package gochat.faults.machine;

import org.jspecify.annotations.NullMarked;

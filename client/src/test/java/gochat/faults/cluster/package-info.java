/// Three servers of one database, with all that they need, on this machine.
@NullMarked
package gochat.faults.cluster;

import org.jspecify.annotations.NullMarked;

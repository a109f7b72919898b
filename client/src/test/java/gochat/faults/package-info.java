/// Real servers on machines that fail: disks, networks, clocks and the power. The clients are those
/// of the system test, and the same checker judges. `bench/faults` runs it, as root.
@NullMarked
package gochat.faults;

import org.jspecify.annotations.NullMarked;

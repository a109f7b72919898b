/// Attacks on a server of this project, one class each, with the sentence that each defends. Only
/// ever on the loopback interface.
@NullMarked
package gochat.bench.attack;

import org.jspecify.annotations.NullMarked;

/// Attacks on a server of this project, one class each, with a sentence that says how the server
/// defends itself. They use the loopback interface only.
@NullMarked
package gochat.bench.attack;

import org.jspecify.annotations.NullMarked;

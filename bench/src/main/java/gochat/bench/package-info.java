/// A load generator for any server of the first contract, fast enough not to be the bottleneck.
@NullMarked
package gochat.bench;

import org.jspecify.annotations.NullMarked;

/// A load generator for any server of the seed contract, lean enough not to be what is measured.
@NullMarked
package gochat.bench;

import org.jspecify.annotations.NullMarked;

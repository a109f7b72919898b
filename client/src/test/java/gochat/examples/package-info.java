/// Programs that the documents show.
@NullMarked
package gochat.examples;

import org.jspecify.annotations.NullMarked;

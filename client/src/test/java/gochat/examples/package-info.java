/// The example programs of the documentation.
@NullMarked
package gochat.examples;

import org.jspecify.annotations.NullMarked;

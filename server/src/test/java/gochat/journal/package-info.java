/// What every journal has to pass.
@NullMarked
package gochat.journal;

import org.jspecify.annotations.NullMarked;

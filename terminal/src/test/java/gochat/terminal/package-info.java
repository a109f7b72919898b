/// The terminal client as a person and as a program meets it.
@NullMarked
package gochat.terminal;

import org.jspecify.annotations.NullMarked;

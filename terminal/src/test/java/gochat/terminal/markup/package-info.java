@NullMarked
package gochat.terminal.markup;

import org.jspecify.annotations.NullMarked;

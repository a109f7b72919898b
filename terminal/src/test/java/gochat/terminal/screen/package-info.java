/// How it looks, and what the keys do.
@NullMarked
package gochat.terminal.screen;

import org.jspecify.annotations.NullMarked;

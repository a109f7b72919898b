@NullMarked
package gochat.terminal.text;

import org.jspecify.annotations.NullMarked;

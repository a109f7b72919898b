/// The conversations as one user sees them.
@NullMarked
package gochat.terminal.chat;

import org.jspecify.annotations.NullMarked;

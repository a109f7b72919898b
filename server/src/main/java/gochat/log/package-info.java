/// The log: its formats, its levels, and texts of users made harmless for one line.
@NullMarked
package gochat.log;

import org.jspecify.annotations.NullMarked;

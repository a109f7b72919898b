/// Checks all data of a server: each row, each log, and what follows from the logs.
@NullMarked
package gochat.verify;

import org.jspecify.annotations.NullMarked;

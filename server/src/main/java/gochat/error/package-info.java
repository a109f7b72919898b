/// The errors that clients get, for every transport: their reasons, statuses and details.
@NullMarked
package gochat.error;

import org.jspecify.annotations.NullMarked;

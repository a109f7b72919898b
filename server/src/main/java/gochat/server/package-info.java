/// Starts and stops a server; the only place that knows all others.
@NullMarked
package gochat.server;

import org.jspecify.annotations.NullMarked;

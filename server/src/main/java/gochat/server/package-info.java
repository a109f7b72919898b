/// Starts and stops a server; the only package that knows all others.
@NullMarked
package gochat.server;

import org.jspecify.annotations.NullMarked;

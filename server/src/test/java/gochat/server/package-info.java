/// From the command line to a running server and back.
@NullMarked
package gochat.server;

import org.jspecify.annotations.NullMarked;

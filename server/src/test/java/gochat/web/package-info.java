/// Tests of the web port, over real sockets.
@NullMarked
package gochat.web;

import org.jspecify.annotations.NullMarked;

/// Tests of rules that hold for the server as a whole.
@NullMarked
package gochat;

import org.jspecify.annotations.NullMarked;

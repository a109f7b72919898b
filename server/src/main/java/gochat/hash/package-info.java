/// The hash function of the server. Pure.
@NullMarked
package gochat.hash;

import org.jspecify.annotations.NullMarked;

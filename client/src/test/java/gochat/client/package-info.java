/// The client against servers of several kinds, well-behaved and not.
@NullMarked
package gochat.client;

import org.jspecify.annotations.NullMarked;

/// Port: all that a server keeps.
@NullMarked
package gochat.store;

import org.jspecify.annotations.NullMarked;

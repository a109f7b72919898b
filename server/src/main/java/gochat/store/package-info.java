/// Port: all data of a server, and the directory that contains it.
@NullMarked
package gochat.store;

import org.jspecify.annotations.NullMarked;

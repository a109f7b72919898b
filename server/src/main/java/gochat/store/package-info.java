/// Port: all data of a server, the servers that share it, and the directory that contains it.
@NullMarked
package gochat.store;

import org.jspecify.annotations.NullMarked;

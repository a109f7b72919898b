/// Port: messages between the nodes of a cluster, which may get lost. Pure.
@NullMarked
package gochat.bus;

import org.jspecify.annotations.NullMarked;

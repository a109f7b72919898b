/// Every limit of the server, once: how much of what, for whom, and what happens beyond it. Pure.
@NullMarked
package gochat.limit;

import org.jspecify.annotations.NullMarked;

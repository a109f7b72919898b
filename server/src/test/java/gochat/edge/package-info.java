/// Tests of what both ports share.
@NullMarked
package gochat.edge;

import org.jspecify.annotations.NullMarked;

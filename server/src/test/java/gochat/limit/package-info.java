@NullMarked
package gochat.limit;

import org.jspecify.annotations.NullMarked;

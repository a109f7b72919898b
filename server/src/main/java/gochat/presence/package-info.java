/// Who is here now; soft state, never stored.
@NullMarked
package gochat.presence;

import org.jspecify.annotations.NullMarked;

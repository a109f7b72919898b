/// The presence of users: soft state, never stored.
@NullMarked
package gochat.presence;

import org.jspecify.annotations.NullMarked;

/// The embedded backend (SQLite) behind the ports.
@NullMarked
package gochat.store;

import org.jspecify.annotations.NullMarked;

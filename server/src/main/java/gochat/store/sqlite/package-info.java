/// The embedded backend (SQLite) behind the ports.
@NullMarked
package gochat.store.sqlite;

import org.jspecify.annotations.NullMarked;

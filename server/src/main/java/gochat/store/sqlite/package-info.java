/// The embedded backend, SQLite.
@NullMarked
package gochat.store.sqlite;

import org.jspecify.annotations.NullMarked;

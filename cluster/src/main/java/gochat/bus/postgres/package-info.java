/// The bus over `LISTEN` and `NOTIFY` of PostgreSQL.
@NullMarked
package gochat.bus.postgres;

import org.jspecify.annotations.NullMarked;

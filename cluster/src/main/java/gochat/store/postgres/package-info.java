/// The backend on PostgreSQL behind the ports of the journal and of accounts; of this module only
/// it and `bus.postgres` know JDBC.
@NullMarked
package gochat.store.postgres;

import org.jspecify.annotations.NullMarked;

/// Makes backups of a running server, restores them, and verifies copies.
@NullMarked
package gochat.backup;

import org.jspecify.annotations.NullMarked;

/// Makes backups of a running server, and restores them.
@NullMarked
package gochat.backup;

import org.jspecify.annotations.NullMarked;

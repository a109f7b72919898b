/// The erasure of deleted accounts.
@NullMarked
package gochat.deletion;

import org.jspecify.annotations.NullMarked;

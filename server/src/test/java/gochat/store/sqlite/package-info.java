/// The embedded backend against its port's contract, crashes and bad disks.
@NullMarked
package gochat.store.sqlite;

import org.jspecify.annotations.NullMarked;

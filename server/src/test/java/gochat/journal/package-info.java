/// Journals that fail, or wait, as tests want it.
@NullMarked
package gochat.journal;

import org.jspecify.annotations.NullMarked;

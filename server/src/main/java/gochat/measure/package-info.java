/// Ends bans and mutes whose end has come.
@NullMarked
package gochat.measure;

import org.jspecify.annotations.NullMarked;

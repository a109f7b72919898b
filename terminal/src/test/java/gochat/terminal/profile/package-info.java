/// What the user has set up.
@NullMarked
package gochat.terminal.profile;

import org.jspecify.annotations.NullMarked;

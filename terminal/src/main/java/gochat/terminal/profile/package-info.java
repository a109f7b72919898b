/// What the user has set up for good: servers, names, tastes, and the tokens of whoever is signed
/// in.
@NullMarked
package gochat.terminal.profile;

import org.jspecify.annotations.NullMarked;

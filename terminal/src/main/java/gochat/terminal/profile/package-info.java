/// The user's files: settings for servers, names and the screen, and the tokens of signed-in users.
@NullMarked
package gochat.terminal.profile;

import org.jspecify.annotations.NullMarked;

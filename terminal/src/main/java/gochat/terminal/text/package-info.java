/// Texts for people: the program's texts in their language, and other users' texts made harmless.
@NullMarked
package gochat.terminal.text;

import org.jspecify.annotations.NullMarked;

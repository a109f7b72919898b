/// What people read: the program's own words in their language, and others' words made harmless.
@NullMarked
package gochat.terminal.text;

import org.jspecify.annotations.NullMarked;

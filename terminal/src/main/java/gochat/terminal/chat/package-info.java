/// What the user sees, without a screen: rooms, what was said in them, what is unread. Pure: no
/// I/O, no clock, no threads; changed by what the server tells and by what the user wants.
@NullMarked
package gochat.terminal.chat;

import org.jspecify.annotations.NullMarked;

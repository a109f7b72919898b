/// The state of the client without a screen: rooms, lines, drafts, unread counts. Pure: no I/O, no
/// clock, no threads; changed by events of the server and actions of the user.
@NullMarked
package gochat.terminal.chat;

import org.jspecify.annotations.NullMarked;

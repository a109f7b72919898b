/// One user's conversation with a chat server: connect, send, receive, reconnect, leave.
@NullMarked
package gochat.client;

import org.jspecify.annotations.NullMarked;

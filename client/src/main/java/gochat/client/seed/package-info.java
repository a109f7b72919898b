/// One user's conversation over the first contract, `gochat.ChatService/Chat`: connect, send,
/// receive, reconnect, leave. It has no acknowledgements: what may be lost is told, not repeated.
@NullMarked
package gochat.client.seed;

import org.jspecify.annotations.NullMarked;

/// The client of the first contract, `gochat.ChatService/Chat`: connect, send, receive, reconnect,
/// leave. The contract has no acknowledgements: the client reports lines that may be lost and does
/// not send them again.
@NullMarked
package gochat.client.seed;

import org.jspecify.annotations.NullMarked;

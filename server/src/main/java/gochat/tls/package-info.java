/// The server's certificate, from files or self-signed, and its renewal.
@NullMarked
package gochat.tls;

import org.jspecify.annotations.NullMarked;

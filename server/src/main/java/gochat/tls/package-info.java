/// The server's certificate, from files or self-signed.
@NullMarked
package gochat.tls;

import org.jspecify.annotations.NullMarked;

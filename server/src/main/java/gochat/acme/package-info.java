/// Orders the server's certificate from an authority over ACME (RFC 8555).
@NullMarked
package gochat.acme;

import org.jspecify.annotations.NullMarked;

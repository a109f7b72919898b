/// What a server proves itself with: certificates from files, or one of its own making.
@NullMarked
package gochat.tls;

import org.jspecify.annotations.NullMarked;

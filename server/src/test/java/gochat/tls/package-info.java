/// Tests of the certificates.
@NullMarked
package gochat.tls;

import org.jspecify.annotations.NullMarked;

/// All calls of the v1 API, for every transport: from the request to the reply.
@NullMarked
package gochat.api;

import org.jspecify.annotations.NullMarked;

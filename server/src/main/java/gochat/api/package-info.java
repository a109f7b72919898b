/// Every call of the v1 API once, whatever the way in: from its request to its reply.
@NullMarked
package gochat.api;

import org.jspecify.annotations.NullMarked;

/// Tests of the library for the v1 API, against parts and against servers that misbehave.
@NullMarked
package gochat.client.v1;

import org.jspecify.annotations.NullMarked;

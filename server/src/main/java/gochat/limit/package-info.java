/// All limits of the server: value, unit, scope, and the reaction beyond it. Pure.
@NullMarked
package gochat.limit;

import org.jspecify.annotations.NullMarked;

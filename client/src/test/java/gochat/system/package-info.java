/// The whole of it: real servers that are killed, real clients over bad networks, and what they saw
/// held against the contract.
@NullMarked
package gochat.system;

import org.jspecify.annotations.NullMarked;

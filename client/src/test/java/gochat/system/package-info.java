/// The test of the whole system: real servers that are killed, real clients over bad networks, and
/// the check of all recorded events against the contract.
@NullMarked
package gochat.system;

import org.jspecify.annotations.NullMarked;

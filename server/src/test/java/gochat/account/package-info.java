/// What all accounts have to pass.
@NullMarked
package gochat.account;

import org.jspecify.annotations.NullMarked;

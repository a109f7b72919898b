/// Accounts, guests, invitations, names, passwords and tokens.
@NullMarked
package gochat.account;

import org.jspecify.annotations.NullMarked;

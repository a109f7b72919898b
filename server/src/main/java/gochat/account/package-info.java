/// Who may sign in.
@NullMarked
package gochat.account;

import org.jspecify.annotations.NullMarked;

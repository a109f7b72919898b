/// Erases reports of messages that are too old.
@NullMarked
package gochat.report;

import org.jspecify.annotations.NullMarked;

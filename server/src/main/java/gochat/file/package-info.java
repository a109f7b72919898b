/// Files that survive crashes whole and that other users of the machine can't read.
@NullMarked
package gochat.file;

import org.jspecify.annotations.NullMarked;

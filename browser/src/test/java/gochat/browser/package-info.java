/// The web page in a browser, as people use it.
@NullMarked
package gochat.browser;

import org.jspecify.annotations.NullMarked;

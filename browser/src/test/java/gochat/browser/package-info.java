/// The tests of the web page in a browser.
@NullMarked
package gochat.browser;

import org.jspecify.annotations.NullMarked;

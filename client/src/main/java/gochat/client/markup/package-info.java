/// Where links, mentions and marks begin and end in a text: the rules of `docs/text.md`, which the
/// web page implements too. Pure; every function takes time linear in the text's length.
@NullMarked
package gochat.client.markup;

import org.jspecify.annotations.NullMarked;

/// The figures and the condition of a server for its operators, and the port that shows them.
///
/// The other packages count in plain numbers and know nothing of this one. It reads their counts,
/// observes the shards and the journal, and is the only package that knows Micrometer.
@NullMarked
package gochat.metric;

import org.jspecify.annotations.NullMarked;

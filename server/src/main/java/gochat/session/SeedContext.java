package gochat.session;

import gochat.account.Names;
import gochat.limit.Rates;

/// What streams of the first contract on one lane need.
///
/// @param namelessNanosMax how long a stream may have no name
public record SeedContext(
    FeedContext feeds,
    Names names,
    Online online,
    DirectMessages directMessages,
    Rates rates,
    long namelessNanosMax) {}

package gochat.session;

import gochat.account.Names;
import gochat.limit.Rates;

/// What streams of the first contract on one lane need.
public record SeedContext(
    FeedContext feeds, Names names, Online online, DirectMessages directMessages, Rates rates) {}

package gochat.session;

import gochat.account.Names;
import gochat.account.Tokens;

/// What streams of the first contract on one lane need.
public record SeedContext(
    FeedContext feeds,
    Names names,
    Tokens tokens,
    Online online,
    DirectMessages directMessages) {}

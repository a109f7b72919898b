package gochat.api;

import java.util.function.Supplier;

/// The facts that a server tells of itself, beside its features and limits.
///
/// @param name for people
/// @param greeting for people who have not signed in; empty for none
/// @param url the address of the page, without a slash at the end; empty for none, and until the
///   web port listens
public record ServerInfo(String name, String greeting, Supplier<String> url) {}

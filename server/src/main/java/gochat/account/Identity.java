package gochat.account;

import java.util.UUID;

/// Who a token proves somebody to be.
///
/// @param tokenId tells the places apart where a user is signed in; no secret
public record Identity(User user, UUID tokenId) {}

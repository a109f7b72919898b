package gochat.account;

/// A request for an account.
///
/// @param adminCode the administrator's code; empty for none
/// @param invitation the code or the link of an invitation, or the administrator's code; empty for
///   none
/// @param label the client's name for itself
public record RegistrationForm(
    String name, String password, String adminCode, String invitation, String label) {}

package gochat.account;

import java.util.List;

/// The codes that a store had when it took the place of newer data. They have ended: some of them
/// may have been used or revoked since, and would be open again.
///
/// @param invitations the number of invitations to register
/// @param resets the number of accounts with codes for a new password
public record OpenCodes(int invitations, int resets) {
  /// Ends the codes of a store that no server uses.
  public static OpenCodes end(Accounts accounts, InvitationStore invitations) {
    List<Invitation> open = invitations.all();
    open.forEach(invitation -> invitations.remove(invitation.id()));
    return new OpenCodes(open.size(), accounts.removeResets());
  }
}

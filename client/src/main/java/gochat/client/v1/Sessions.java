package gochat.client.v1;

import gochat.v1.AccountServiceGrpc.AccountServiceBlockingStub;
import gochat.v1.ListSessionsRequest;
import gochat.v1.ListSessionsResponse;
import gochat.v1.RevokeSessionRequest;
import gochat.v1.RevokeSessionResponse;
import gochat.v1.SessionInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;

/// The sessions of a user: where the user is signed in. From [Endpoint#sessions]; any thread may
/// use it. Each method opens a connection of its own, waits for the answers, and throws
/// [ChatException].
public final class Sessions {
  private final Endpoint server;
  private final String token;

  Sessions(Endpoint server, String token) {
    this.server = server;
    this.token = token;
  }

  /// All of them, the oldest first.
  public List<SessionInfo> list() {
    return server.accounts(token, Sessions::list);
  }

  /// Ends these sessions. The server closes their streams and refuses their tokens. A session that
  /// has ended before is left out.
  public void end(List<SessionInfo> sessions) {
    server.accounts(
        token,
        stub -> {
          sessions.forEach(session -> end(stub, session));
          return sessions;
        });
  }

  private static List<SessionInfo> list(AccountServiceBlockingStub stub) {
    List<SessionInfo> sessions = new ArrayList<>();
    String next = "";
    do {
      ListSessionsResponse response =
          stub.listSessions(ListSessionsRequest.newBuilder().setPageToken(next).build());
      if (!response.hasPage()) {
        throw Endpoint.refused(response.getRefusal());
      }
      sessions.addAll(response.getPage().getSessionsList());
      next = response.getPage().getNextPageToken();
    } while (!next.isEmpty());
    return sessions;
  }

  private static void end(AccountServiceBlockingStub stub, SessionInfo session) {
    try {
      RevokeSessionResponse response =
          stub.revokeSession(
              RevokeSessionRequest.newBuilder().setSessionId(session.getSessionId()).build());
      if (!response.hasRevoked()) {
        throw Endpoint.refused(response.getRefusal());
      }
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.NOT_FOUND) {
        throw e;
      }
    }
  }
}

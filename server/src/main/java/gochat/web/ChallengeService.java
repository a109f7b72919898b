package gochat.web;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.tls.HttpChallenges;

/// Answers the challenges of an authority (RFC 8555, section 8.3). It is served for any host name,
/// because the name may be the one that is to be proved, and without TLS also where the port takes
/// no plaintext: [Http1Gate]. Stateless.
final class ChallengeService implements HttpService {
  /// The path of its requests, as a pattern.
  static final String PATTERN = HttpChallenges.PATH + "{token}";

  private final HttpChallenges challenges;

  ChallengeService(HttpChallenges challenges) {
    this.challenges = challenges;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
    String answer = challenges.answer(String.valueOf(ctx.pathParam("token")));
    return answer == null
        ? HttpFormats.failure(request.headers(), JsonErrors.pathUnknown(request.headers()))
        : HttpResponse.of(HttpStatus.OK, MediaType.OCTET_STREAM, answer);
  }
}

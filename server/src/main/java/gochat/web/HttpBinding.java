package gochat.web;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors;
import com.linecorp.armeria.common.HttpMethod;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.Optional;
import java.util.regex.Pattern;

/// The HTTP binding of a method: its option `google.api.http`.
///
/// @param path with variables as `{room}`, each a segment
/// @param hasBody whether the request's fields come in the body; if not, fields that are not in the
///   path come in the query
record HttpBinding(HttpMethod verb, String path, boolean hasBody) {
  private static final Pattern PATH = Pattern.compile("(?:/(?:[a-z0-9-]+|\\{[a-z0-9_]+}))+");
  private static final Pattern VARIABLE = Pattern.compile("\\{([a-z0-9_]+)}");

  /// @return empty for a method without the option
  /// @throws IllegalArgumentException for an option with features that this server does not support
  static Optional<HttpBinding> of(MethodDescriptor<?, ?> method) {
    if (!(method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier schema)) {
      return Optional.empty();
    }
    Descriptors.MethodDescriptor described = schema.getMethodDescriptor();
    if (!described.getOptions().hasExtension(AnnotationsProto.http)) {
      return Optional.empty();
    }
    HttpRule rule = described.getOptions().getExtension(AnnotationsProto.http);
    HttpBinding binding =
        switch (rule.getPatternCase()) {
          case GET -> new HttpBinding(HttpMethod.GET, rule.getGet(), hasBody(rule));
          case PUT -> new HttpBinding(HttpMethod.PUT, rule.getPut(), hasBody(rule));
          case POST -> new HttpBinding(HttpMethod.POST, rule.getPost(), hasBody(rule));
          case DELETE -> new HttpBinding(HttpMethod.DELETE, rule.getDelete(), hasBody(rule));
          case PATCH -> new HttpBinding(HttpMethod.PATCH, rule.getPatch(), hasBody(rule));
          case CUSTOM, PATTERN_NOT_SET -> throw notUnderstood(described);
        };
    boolean isSimple =
        PATH.matcher(binding.path).matches()
            && VARIABLE
                .matcher(binding.path)
                .results()
                .allMatch(name -> described.getInputType().findFieldByName(name.group(1)) != null)
            && rule.getAdditionalBindingsCount() == 0
            && rule.getResponseBody().isEmpty()
            && (rule.getBody().isEmpty() || binding.hasBody);
    if (!isSimple) {
      throw notUnderstood(described);
    }
    return Optional.of(binding);
  }

  private static boolean hasBody(HttpRule rule) {
    return rule.getBody().equals("*");
  }

  private static IllegalArgumentException notUnderstood(Descriptors.MethodDescriptor method) {
    return new IllegalArgumentException(
        method.getFullName()
            + ": google.api.http (expected: one path of plain segments and of fields, and no body"
            + " or \"*\")");
  }
}

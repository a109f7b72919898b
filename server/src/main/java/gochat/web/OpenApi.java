package gochat.web;

import static gochat.web.OpenApiSchemas.described;
import static gochat.web.OpenApiSchemas.ofType;
import static java.util.Objects.requireNonNull;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.linecorp.armeria.common.MediaType;
import gochat.v1.FollowRequest;
import gochat.v1.ServerFrame;
import gochat.v1.StreamServiceGrpc;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Describes the calls over HTTP that the protos have paths for as a document of OpenAPI 3.1. The
/// descriptions are the comments of the protos. Not thread-safe.
final class OpenApi {
  private static final Pattern VARIABLE = Pattern.compile("\\{([a-z0-9_]+)}");
  private static final String TOKEN = "token";

  private final WebServices services;
  private final ProtoComments comments = ProtoComments.read();
  private final OpenApiSchemas schemas = new OpenApiSchemas(comments);
  private final JsonObject paths = new JsonObject();

  private OpenApi(WebServices services) {
    this.services = services;
  }

  /// The document of the services that have paths for JSON.
  static JsonObject of(WebServices services) {
    return new OpenApi(services).document();
  }

  private JsonObject document() {
    services.calls().stream()
        .flatMap(service -> service.getMethods().stream())
        .forEach(method ->
            HttpBinding.of(method.getMethodDescriptor())
                .ifPresent(binding ->
                    add(
                        binding,
                        descriptor(method.getMethodDescriptor()),
                        !services
                            .open()
                            .contains(method.getMethodDescriptor().getFullMethodName()))));
    if (services.follow() != null) {
      addEvents();
    }
    JsonObject info = new JsonObject();
    info.addProperty("title", "GoChat");
    info.addProperty("version", "v1");
    info.addProperty(
        "description",
        "The calls of the v1 API as JSON over HTTP. All methods are also served over gRPC, gRPC-Web"
            + " and Connect, and streams with requests over WebSockets at /v1/connect.");
    JsonObject scheme = ofType("http");
    scheme.addProperty("scheme", "bearer");
    JsonObject securitySchemes = new JsonObject();
    securitySchemes.add(TOKEN, scheme);
    JsonObject components = new JsonObject();
    components.add("securitySchemes", securitySchemes);
    components.add("schemas", schemas.all());
    JsonObject document = new JsonObject();
    document.addProperty("openapi", "3.1.0");
    document.add("info", info);
    document.add("paths", paths);
    document.add("components", components);
    return document;
  }

  private static MethodDescriptor descriptor(io.grpc.MethodDescriptor<?, ?> method) {
    var schema = (ProtoMethodDescriptorSupplier) method.getSchemaDescriptor();
    return requireNonNull(schema, "of generated code").getMethodDescriptor();
  }

  private void add(HttpBinding binding, MethodDescriptor method, boolean needsToken) {
    Descriptor request = method.getInputType();
    JsonArray parameters = new JsonArray();
    Set<FieldDescriptor> inPath = new HashSet<>();
    for (MatchResult variable : VARIABLE.matcher(binding.path()).results().toList()) {
      FieldDescriptor field = request.findFieldByName(variable.group(1));
      inPath.add(field);
      parameters.add(parameter("path", field));
    }
    JsonObject body = null;
    if (binding.hasBody()) {
      body = content(MediaType.JSON, schemas.object(request, inPath));
    } else {
      request.getFields().stream()
          .filter(field -> !inPath.contains(field))
          .forEach(field -> parameters.add(parameter("query", field)));
    }
    JsonObject answer = schemas.reference(method.getOutputType());
    JsonObject operation =
        operation(
            method,
            parameters,
            needsToken,
            responses(
                described("The answer.", content(MediaType.JSON, answer)),
                schemas.error(),
                answer));
    if (body != null) {
      operation.add("requestBody", body);
    }
    put(binding.path(), binding.verb().name(), operation);
  }

  private void addEvents() {
    JsonArray parameters = new JsonArray();
    FollowRequest.getDescriptor()
        .getFields()
        .forEach(field -> parameters.add(parameter("query", field)));
    MethodDescriptor method = descriptor(StreamServiceGrpc.getFollowMethod());
    JsonObject frames =
        content(MediaType.EVENT_STREAM, schemas.reference(ServerFrame.getDescriptor()));
    put(
        WebRoutes.EVENTS_PATH,
        "get",
        operation(
            method,
            parameters,
            true,
            responses(
                described("Server-sent events: each \"data\" is one frame.", frames),
                schemas.error())));
  }

  private void put(String path, String verb, JsonObject operation) {
    String template = VARIABLE.matcher(path).replaceAll(name -> "{" + camel(name.group(1)) + "}");
    JsonObject atPath = paths.getAsJsonObject(template);
    if (atPath == null) {
      atPath = new JsonObject();
      paths.add(template, atPath);
    }
    atPath.add(verb.toLowerCase(Locale.ROOT), operation);
  }

  private static String camel(String name) {
    return Pattern.compile("_([a-z0-9])")
        .matcher(name)
        .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
  }

  private JsonObject operation(
      MethodDescriptor method, JsonArray parameters, boolean needsToken, JsonObject responses) {
    JsonArray tags = new JsonArray();
    tags.add(method.getService().getName());
    JsonArray security = new JsonArray();
    if (needsToken) {
      JsonObject token = new JsonObject();
      token.add(TOKEN, new JsonArray());
      security.add(token);
    }
    JsonObject operation = new JsonObject();
    operation.addProperty("operationId", method.getService().getName() + "_" + method.getName());
    operation.add("tags", tags);
    described(comments.of(method), operation);
    operation.add("parameters", parameters);
    operation.add("responses", responses);
    operation.add("security", security);
    return operation;
  }

  /// @param failures the schemas of the bodies with another status than 200
  private static JsonObject responses(JsonObject answer, JsonObject... failures) {
    JsonArray either = new JsonArray();
    for (JsonObject failure : failures) {
      either.add(failure);
    }
    JsonObject schema = new JsonObject();
    schema.add("anyOf", either);
    JsonObject responses = new JsonObject();
    responses.add("200", answer);
    responses.add(
        "default",
        described(
            "An error: google.rpc.Status, whose ErrorInfo has the reason (docs/errors.md); or an"
                + " answer with a refusal.",
            content(MediaType.JSON, schema)));
    return responses;
  }

  private JsonObject parameter(String in, FieldDescriptor field) {
    JsonObject schema = schemas.ofParameter(field);
    JsonObject parameter = new JsonObject();
    parameter.addProperty("name", field.getJsonName());
    parameter.addProperty("in", in);
    if (in.equals("path")) {
      parameter.addProperty("required", true);
    }
    var description = schema.remove("description");
    if (description != null) {
      parameter.add("description", description);
    }
    parameter.add("schema", schema);
    return parameter;
  }

  private static JsonObject content(MediaType type, JsonObject schema) {
    JsonObject media = new JsonObject();
    media.add("schema", schema);
    JsonObject content = new JsonObject();
    content.add(type.toString(), media);
    JsonObject holder = new JsonObject();
    holder.add("content", content);
    return holder;
  }
}

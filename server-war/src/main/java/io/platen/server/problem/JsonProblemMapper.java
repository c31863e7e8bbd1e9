package io.platen.server.problem;

import io.platen.protocol.problem.Problem;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The one mapper of the REST API: RFC 9457 with a trace id, never a stack trace. */
public class JsonProblemMapper implements ExceptionMapper<Throwable> {
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final Logger LOG = System.getLogger(JsonProblemMapper.class.getName());
  private static final int TIMEOUT = Response.Status.REQUEST_TIMEOUT.getStatusCode();
  private static final String INVALID = "urn:platen:problem:invalid";

  @Override
  public Response toResponse(Throwable failure) {
    if (failure instanceof InvalidException invalid) {
      return answer(422, invalid(invalid), null);
    }
    if (failure instanceof RefusedException refused) {
      return answer(
          refused.status(),
          plain(refused.status(), refused.getMessage()),
          refused.retryAfterSeconds());
    }
    if (failure instanceof WebApplicationException web
        && web.getResponse().getStatus() < Response.Status.INTERNAL_SERVER_ERROR.getStatusCode()) {
      int status = web.getResponse().getStatus();
      return answer(status, plain(status, web.getMessage()), null);
    }
    if (failure instanceof jakarta.json.JsonException
        || failure instanceof jakarta.json.bind.JsonbException
        || failure instanceof jakarta.ws.rs.ProcessingException) {
      return answer(400, plain(400, "The body is not the JSON that belongs here"), null);
    }
    if (failure instanceof RequestBody.BrokenOffException) {
      return answer(TIMEOUT, plain(TIMEOUT, failure.getMessage()), null);
    }
    Problem problem = Problems.of(failure);
    return answer(problem.type().status(), builder(problem), problem.retryAfterSeconds());
  }

  /** A problem of the protocol in its JSON form. */
  public static String text(Problem problem) {
    return builder(problem).build().toString();
  }

  private static JsonObjectBuilder builder(Problem problem) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("type", problem.type().urn())
            .add("title", problem.type().title())
            .add("status", problem.type().status())
            .add("retryable", problem.type().isRetryable());
    add(json, "detail", problem.detail());
    add(json, "instance", problem.instance());
    add(json, "requirement", problem.requirement());
    if (problem.retryAfterSeconds() != null) {
      json.add("retryAfter", problem.retryAfterSeconds());
    }
    return json;
  }

  private static void add(JsonObjectBuilder json, String name, @Nullable String value) {
    if (value != null) {
      json.add(name, value);
    }
  }

  private static JsonObjectBuilder plain(int status, @Nullable String detail) {
    String trace = "urn:uuid:" + UUID.randomUUID();
    LOG.log(Level.DEBUG, () -> "Refused with " + status + ": " + detail + ", trace " + trace);
    Response.Status known = Response.Status.fromStatusCode(status);
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("type", "about:blank")
            .add("title", known == null ? "Refused" : known.getReasonPhrase())
            .add("status", status)
            .add("instance", trace);
    add(json, "detail", detail);
    return json;
  }

  private static JsonObjectBuilder invalid(InvalidException invalid) {
    JsonArrayBuilder errors = Json.createArrayBuilder();
    for (FieldError error : invalid.errors()) {
      JsonObjectBuilder json =
          Json.createObjectBuilder()
              .add("field", error.field())
              .add("reason", error.reason())
              .add("accepted", error.accepted());
      if (error.line() != null) {
        json.add("line", error.line());
      }
      errors.add(json);
    }
    return Json.createObjectBuilder()
        .add("type", INVALID)
        .add("title", "Something is not right; nothing was changed")
        .add("status", 422)
        .add("instance", "urn:uuid:" + UUID.randomUUID())
        .add("detail", Objects.requireNonNullElse(invalid.getMessage(), ""))
        .add("errors", errors);
  }

  private static Response answer(
      int status, JsonObjectBuilder json, @Nullable Long retryAfterSeconds) {
    Response.ResponseBuilder response =
        Response.status(status).type(MEDIA_TYPE).entity(json.build().toString());
    if (retryAfterSeconds != null) {
      response.header(HttpHeaders.RETRY_AFTER, retryAfterSeconds);
    }
    if (status == Response.Status.UNAUTHORIZED.getStatusCode()) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"platen\"");
    }
    return response.build();
  }
}

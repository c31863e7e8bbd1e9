package io.platen.server.access.boundary;

import io.platen.server.access.entity.Role;
import io.platen.server.audit.AuditLog;
import io.platen.server.problem.InvalidException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who did what. There is no call that changes it. */
@Path("/audit")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Access")
public class AuditResource {
  @Inject AuditLog log;
  @Inject CurrentCaller caller;

  /**
   * @param position in the chain of the whole server; other tenants' entries lie between
   * @param hash SHA-256 over the entry and the hash of the one before it
   */
  public record AuditLine(
      long position,
      Instant at,
      String actor,
      String action,
      String subject,
      @Nullable String source,
      String hash) {}

  public record AuditLines(List<AuditLine> items, @Nullable String next) {}

  @GET
  @Operation(summary = "Lists what was done, the newest first")
  public AuditLines list(
      @QueryParam("actor") @DefaultValue("") String actor,
      @QueryParam("action") @DefaultValue("") String action,
      @Parameter(description = "'next' of the page before") @QueryParam("cursor")
          @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {
    long tenant = caller.as(Role.ADMINISTRATOR).tenant();
    AuditLog.Part part = log.read(tenant, new AuditLog.Query(actor, action, before(cursor), limit));
    Long next = part.next();
    return new AuditLines(
        part.lines().stream().map(AuditResource::line).toList(),
        next == null ? null : next.toString());
  }

  private static @Nullable Long before(@Nullable String cursor) {
    if (cursor != null && !cursor.matches("[0-9]{1,18}")) {
      throw new InvalidException("cursor", "'" + cursor + "' is none", "'next' of the page before");
    }
    return cursor == null ? null : Long.valueOf(cursor);
  }

  private static AuditLine line(AuditLog.Line line) {
    return new AuditLine(
        line.position(),
        line.at(),
        line.actor(),
        line.action(),
        line.subject(),
        line.source(),
        line.hash());
  }
}

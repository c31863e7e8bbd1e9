package io.platen.server.notice.boundary;

import io.platen.server.access.boundary.CurrentCaller;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.notice.control.RuleReader;
import io.platen.server.notice.control.RuleReader.Typed;
import io.platen.server.notice.control.Rules;
import io.platen.server.notice.entity.Rule;
import io.platen.server.notice.entity.Template;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the tenant wants to be told of. */
@Path("/alert-rules")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Notices")
public class RulesResource {
  private static final String BODY = "name, template, threshold, severity, channels";

  @Inject Rules rules;
  @Inject CurrentCaller caller;

  /**
   * @param threshold in {@code unit}
   * @param device only at this site; null: at all
   */
  public record RuleJson(
      String id,
      String name,
      String template,
      int threshold,
      String unit,
      String severity,
      @Nullable String device,
      String location,
      String model,
      List<String> channels,
      boolean enabled) {
    static RuleJson of(Rule rule) {
      UUID device = rule.scope().device();
      return new RuleJson(
          rule.id().toString(),
          rule.name(),
          rule.template().token(),
          rule.threshold(),
          Ids.token(rule.template().unit()),
          Ids.token(rule.severity()),
          device == null ? null : device.toString(),
          rule.scope().location(),
          rule.scope().model(),
          rule.channels().stream().map(UUID::toString).sorted().toList(),
          rule.enabled());
    }
  }

  public record RuleList(List<RuleJson> items, @Nullable String next) {}

  /**
   * @param usual the threshold where none is said
   */
  public record TemplateJson(String template, String unit, int least, int most, int usual) {
    static TemplateJson of(Template template) {
      return new TemplateJson(
          template.token(),
          Ids.token(template.unit()),
          template.least(),
          template.most(),
          template.usual());
    }
  }

  public record TemplateList(List<TemplateJson> items, @Nullable String next) {}

  @GET
  @Path("/templates")
  @Operation(summary = "What rules can be made of")
  public TemplateList templates() {
    caller.as(Role.VIEWER);
    return new TemplateList(Arrays.stream(Template.values()).map(TemplateJson::of).toList(), null);
  }

  @GET
  @Operation(summary = "Lists rules by name")
  public RuleList list() {
    return new RuleList(
        rules.list(caller.as(Role.VIEWER).tenant()).stream().map(RuleJson::of).toList(), null);
  }

  @POST
  @Operation(
      summary = "Makes a rule",
      description =
          "name and template are needed. threshold is in the template's unit; device, location and"
              + " model choose printers; channels are who is told: with none it is only shown. What"
              + " it finds stands at /findings within a minute; supply-days and certificate-ends"
              + " are looked at each hour.")
  public Response create(@Nullable Typed typed) {
    Caller by = caller.as(Role.ADMINISTRATOR);
    Rule rule = RuleReader.read(by.tenant(), UUID.randomUUID(), Ids.there(typed, BODY));
    return Response.status(Response.Status.CREATED)
        .entity(RuleJson.of(rules.create(by, rule)))
        .build();
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One rule")
  public RuleJson get(@PathParam("id") String id) {
    return rules
        .find(caller.as(Role.VIEWER).tenant(), Ids.of("rule", id))
        .map(RuleJson::of)
        .orElseThrow(() -> RefusedException.notFound("rule " + id));
  }

  @PUT
  @Path("/{id}")
  @Operation(
      summary = "Puts a rule in the place of another",
      description = "Open findings of another template or other places end; nobody is told that.")
  public RuleJson change(@PathParam("id") String id, @Nullable Typed typed) {
    Caller by = caller.as(Role.ADMINISTRATOR);
    Rule rule = RuleReader.read(by.tenant(), Ids.of("rule", id), Ids.there(typed, BODY));
    return RuleJson.of(rules.change(by, rule));
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Deletes a rule with what it found")
  public void delete(@PathParam("id") String id) {
    rules.delete(caller.as(Role.ADMINISTRATOR), Ids.of("rule", id));
  }
}

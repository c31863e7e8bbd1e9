package io.platen.server.profile.boundary;

import io.platen.server.access.boundary.CurrentCaller;
import io.platen.server.access.entity.Role;
import io.platen.server.fleet.control.UnmatchedModels;
import io.platen.server.fleet.entity.UnmatchedModel;
import io.platen.server.profile.control.ProfileSkeleton;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Models that no printer profile fitted. */
@Path("/unmatched-models")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Fleet")
public class UnmatchedModelsResource {
  @Inject UnmatchedModels models;
  @Inject CurrentCaller caller;
  @Inject InstantSource clock;

  /**
   * @param examplePrinterId the one that was read last
   * @param skeleton the beginning of a profile for it, as XML
   */
  public record ModelJson(
      @Nullable String vendor,
      @Nullable String model,
      @Nullable String sysObjectId,
      @Nullable String sysDescr,
      @Nullable String deviceIdText,
      long printers,
      String examplePrinterId,
      String skeleton) {

    static ModelJson of(UnmatchedModel model, LocalDate today) {
      return new ModelJson(
          model.vendor(),
          model.model(),
          model.sysObjectId(),
          model.sysDescr(),
          model.deviceId(),
          model.printers(),
          Long.toString(model.example()),
          ProfileSkeleton.of(model, today));
    }
  }

  public record ModelList(List<ModelJson> items, @Nullable String next) {}

  @GET
  @Operation(
      summary = "Lists models that no printer profile of a maker fitted",
      description =
          "With the facts that are needed to write one. Printers of devices that do not say which"
              + " profile they read by are left out.")
  public ModelList list() {
    long tenant = caller.as(Role.VIEWER).tenant();
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return new ModelList(
        models.list(tenant).stream().map(model -> ModelJson.of(model, today)).toList(), null);
  }
}

package io.platen.server.release.boundary;

import io.platen.protocol.release.Release.Component;
import io.platen.protocol.release.Release.Hardware;
import io.platen.server.access.boundary.CurrentCaller;
import io.platen.server.access.entity.Role;
import io.platen.server.problem.RefusedException;
import io.platen.server.release.control.Forecast;
import io.platen.server.release.control.Releases;
import io.platen.server.release.entity.StoredRelease;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Releases that devices of the tenant can be told to install. */
@Path("/releases")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Updates")
public class ReleasesResource {
  @Inject Releases releases;
  @Inject Forecast forecast;
  @Inject CurrentCaller caller;

  /**
   * @param counter the security counter
   * @param sha256 of the image
   * @param length of the image in bytes
   * @param fullBytes what a device fetches that has nothing of it
   */
  public record ComponentJson(
      String name, String version, int counter, String sha256, long length, long fullBytes) {}

  /**
   * @param revisionTo null: and all later ones
   */
  public record HardwareJson(String model, int revisionFrom, @Nullable Integer revisionTo) {}

  /**
   * @param model of the hardware that it is published for
   */
  public record ReleaseJson(
      String repository,
      String model,
      String release,
      Instant firstSeen,
      List<HardwareJson> hardware,
      List<ComponentJson> components) {

    static ReleaseJson of(StoredRelease stored) {
      return new ReleaseJson(
          stored.repository(),
          stored.model(),
          stored.release().id(),
          stored.firstSeen(),
          stored.release().hardware().stream().map(ReleaseJson::hardware).toList(),
          stored.release().components().stream().map(part -> component(stored, part)).toList());
    }

    private static HardwareJson hardware(Hardware hardware) {
      Integer to = hardware.to() == Integer.MAX_VALUE ? null : (Integer) hardware.to();
      return new HardwareJson(hardware.model(), hardware.from(), to);
    }

    private static ComponentJson component(StoredRelease stored, Component part) {
      return new ComponentJson(
          part.name().token(),
          part.version().toString(),
          part.counter(),
          part.sha256(),
          part.length(),
          stored.content(part.name()).map(StoredRelease.Content::fullBytes).orElse(0L));
    }
  }

  /**
   * @param version that these devices run now
   * @param way none: they have it; pair; chunks; whole: what they run was never published here
   * @param bytes what each of them fetches
   */
  public record ForecastLine(
      String component, String version, int devices, String way, long bytes) {}

  public record ForecastJson(List<ForecastLine> items, @Nullable String next) {}

  public record ReleaseList(List<ReleaseJson> items, @Nullable String next) {}

  @GET
  @Path("/{repository}/{model}/{release}/forecast")
  @Operation(
      summary = "Which devices of the model will fetch how much",
      description =
          "Devices that run the same image are one line. Pair packs are made ahead for what devices run"
              + " once a rollout has begun; until one is there, they would fetch chunks.")
  public ForecastJson forecast(
      @PathParam("repository") String repository,
      @PathParam("model") String model,
      @PathParam("release") String release) {
    long tenant = caller.as(Role.VIEWER).tenant();
    StoredRelease stored =
        releases
            .find(tenant, repository, model, release)
            .orElseThrow(() -> RefusedException.notFound("release " + release + " for " + model));
    return new ForecastJson(
        forecast.of(tenant, stored).stream()
            .map(
                line ->
                    new ForecastLine(
                        line.component().token(),
                        line.version(),
                        line.devices(),
                        line.way().name().toLowerCase(Locale.ROOT),
                        line.bytes()))
            .toList(),
        null);
  }

  @GET
  @Operation(summary = "Lists releases, the newest first")
  public ReleaseList list(
      @QueryParam("repository") @Nullable String repository,
      @QueryParam("model") @Nullable String model) {
    long tenant = caller.as(Role.VIEWER).tenant();
    return new ReleaseList(
        releases.all(tenant).stream()
            .filter(each -> repository == null || each.repository().equals(repository))
            .filter(each -> model == null || each.model().equals(model))
            .map(ReleaseJson::of)
            .toList(),
        null);
  }
}

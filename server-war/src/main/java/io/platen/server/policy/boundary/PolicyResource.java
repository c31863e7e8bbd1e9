package io.platen.server.policy.boundary;

import io.platen.protocol.sync.Policy;
import io.platen.server.access.boundary.CurrentCaller;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.policy.control.Policies;
import io.platen.server.policy.control.PolicyCheck;
import io.platen.server.policy.control.PolicyCheck.TypedPolicy;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.JsonProblemMapper;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How the tenant's devices work. */
@Path("/policy")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Devices")
public class PolicyResource {
  @Inject Policies policies;
  @Inject CurrentCaller caller;

  /**
   * @param from the window's start in the site's time
   * @param zone null for the device's own
   * @param interval between two cycles, as ISO 8601, like the three after it
   * @param discoveryEvery between two searches for new printers
   */
  public record ScheduleState(
      String from,
      String to,
      @Nullable String zone,
      String interval,
      String randomDelay,
      String fullEvery,
      String discoveryEvery) {}

  /**
   * @param traps whether a printer is read because of its SNMP traps
   * @param severities of alerts that are told at once: critical, warning, other
   * @param except codes of alerts that are not
   * @param always whether that holds outside the schedule's window too
   */
  public record AlertsState(
      boolean traps, List<String> severities, List<Integer> except, boolean always) {
    static AlertsState of(Policy.Alerts alerts) {
      return new AlertsState(
          alerts.traps(),
          alerts.severities().stream()
              .sorted()
              .map(severity -> severity.name().toLowerCase(Locale.ROOT))
              .toList(),
          alerts.except().stream().sorted().toList(),
          alerts.always());
    }
  }

  /**
   * @param sources whether each value names where it was read
   * @param masks none, truncate, keyed or omit by data class
   */
  public record PolicyState(
      ScheduleState schedule,
      boolean sources,
      Map<String, String> masks,
      long packetsPerSecond,
      long bytesPerMinute,
      AlertsState alerts) {

    static PolicyState of(Policy policy) {
      Policy.Schedule schedule = policy.schedule();
      ZoneId zone = schedule.zone();
      Map<String, String> masks = new TreeMap<>();
      policy
          .masks()
          .forEach((dataClass, kind) -> masks.put(dataClass, kind.name().toLowerCase(Locale.ROOT)));
      return new PolicyState(
          new ScheduleState(
              schedule.from().toString(),
              schedule.to().toString(),
              zone == null ? null : zone.getId(),
              schedule.interval().toString(),
              schedule.randomDelay().toString(),
              schedule.fullEvery().toString(),
              schedule.discoveryEvery().toString()),
          policy.sources(),
          masks,
          policy.limits().packetsPerSecond(),
          policy.limits().bytesPerMinute(),
          AlertsState.of(policy.alerts()));
    }
  }

  @GET
  @Operation(
      summary = "The policy of all devices",
      description = "Until it was changed, the protocol's defaults, with sources.")
  public PolicyState get() {
    return PolicyState.of(policies.of(caller.as(Role.VIEWER).tenant()));
  }

  @PUT
  @Operation(
      summary = "Changes the policy of all devices",
      description =
          "The whole policy takes the place of the one before; each device gets it with its next"
              + " sync. schedule.zone may be left out or null, devices use their own then;"
              + " and schedule.discoveryEvery, which is PT84H then, and bytesPerMinute, which is"
              + " 6000000 then; and alerts, which says what is told at once: of severities critical"
              + " and warning, because of traps, always."
              + " interval is from PT1M to PT24H, randomDelay from PT0S to PT24H, fullEvery from"
              + " PT1M to PT168H, discoveryEvery from PT1M to PT744H, in whole seconds; packetsPerSecond from 1,"
              + " bytesPerMinute, exchanged with printers, from 60000. A window whose end is"
              + " not after its start goes over midnight. masks has none, truncate, keyed or omit"
              + " for each data class, such as location. Needs an administrator.")
  @APIResponse(responseCode = "200", description = "The policy from now on")
  @APIResponse(
      responseCode = "422",
      description = "Nothing was changed; errors names each field with what it may be",
      content = @Content(mediaType = JsonProblemMapper.MEDIA_TYPE))
  public PolicyState put(@Nullable TypedPolicy typed) {
    Caller by = caller.as(Role.ADMINISTRATOR);
    if (typed == null) {
      throw new InvalidException(
          "policy", "The body is empty", "schedule, sources, masks and packetsPerSecond");
    }
    return PolicyState.of(policies.change(by, PolicyCheck.check(typed)));
  }
}

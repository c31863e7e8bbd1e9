package io.platen.server.api;

import io.platen.server.access.boundary.AuditResource;
import io.platen.server.access.boundary.Authentication;
import io.platen.server.access.boundary.SessionResource;
import io.platen.server.access.boundary.SetupResource;
import io.platen.server.access.boundary.TokensResource;
import io.platen.server.access.boundary.UsersResource;
import io.platen.server.command.boundary.CommandsResource;
import io.platen.server.enrolment.boundary.DevicesResource;
import io.platen.server.enrolment.boundary.DiscoveryEntriesResource;
import io.platen.server.fleet.boundary.AlertsResource;
import io.platen.server.fleet.boundary.MergesResource;
import io.platen.server.fleet.boundary.ObstaclesResource;
import io.platen.server.fleet.boundary.OverviewResource;
import io.platen.server.fleet.boundary.PrintersResource;
import io.platen.server.notice.boundary.ChannelsResource;
import io.platen.server.notice.boundary.FindingsResource;
import io.platen.server.notice.boundary.NoticesResource;
import io.platen.server.notice.boundary.RulesResource;
import io.platen.server.notice.boundary.WindowsResource;
import io.platen.server.policy.boundary.PolicyResource;
import io.platen.server.problem.JsonProblemMapper;
import io.platen.server.profile.boundary.PrinterProfilesResource;
import io.platen.server.profile.boundary.UnmatchedModelsResource;
import io.platen.server.release.boundary.ObjectsResource;
import io.platen.server.release.boundary.ReleasesResource;
import io.platen.server.release.boundary.RepositoriesResource;
import io.platen.server.rollout.boundary.RolloutsResource;
import io.platen.server.rollout.boundary.SoftwareResource;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** All that the console can do, for programs. */
@ApplicationPath(RestApi.PATH)
@OpenAPIDefinition(
    info =
        @Info(
            title = "Platen REST API",
            version = "1",
            description =
                "Every button of the console is also a call here. Lists are"
                    + " {\"items\": [...], \"next\": cursor or null}; errors are"
                    + " application/problem+json (RFC 9457)."),
    security = @SecurityRequirement(name = "token"))
@SecurityScheme(
    securitySchemeName = "token",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    description = "An API token, plt_...; or the console's session cookie")
public class RestApi extends Application {
  public static final String PATH = "/api/v1";

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        SetupResource.class,
        SessionResource.class,
        TokensResource.class,
        UsersResource.class,
        AuditResource.class,
        OverviewResource.class,
        PrintersResource.class,
        AlertsResource.class,
        MergesResource.class,
        DevicesResource.class,
        CommandsResource.class,
        ObstaclesResource.class,
        DiscoveryEntriesResource.class,
        PolicyResource.class,
        PrinterProfilesResource.class,
        UnmatchedModelsResource.class,
        RulesResource.class,
        ChannelsResource.class,
        WindowsResource.class,
        FindingsResource.class,
        NoticesResource.class,
        RolloutsResource.class,
        SoftwareResource.class,
        RepositoriesResource.class,
        ObjectsResource.class,
        ReleasesResource.class,
        Authentication.class,
        JsonForm.class,
        JsonProblemMapper.class);
  }
}

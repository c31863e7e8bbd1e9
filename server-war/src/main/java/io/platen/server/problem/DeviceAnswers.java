package io.platen.server.problem;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Counts what devices were answered, for the operator's monitoring: by the first part of the path
 * ({@code update}, {@code download}, {@code .well-known}) and the HTTP status.
 */
public class DeviceAnswers implements ContainerResponseFilter {
  private static final Metadata ANSWERS =
      Metadata.builder()
          .withName("platen_device_answers_total")
          .withDescription("Answers to devices, by host and HTTP status")
          .build();

  @Inject
  @SuppressWarnings("NullAway.Init")
  MetricRegistry registry;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    String[] base = request.getUriInfo().getBaseUri().getPath().split("/", 3);
    registry
        .counter(
            ANSWERS,
            new Tag("host", base.length > 1 ? base[1] : ""),
            new Tag("status", Integer.toString(response.getStatus())))
        .inc();
  }
}

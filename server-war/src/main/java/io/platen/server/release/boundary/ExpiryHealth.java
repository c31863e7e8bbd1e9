package io.platen.server.release.boundary;

import io.platen.server.database.StorageException;
import io.platen.server.release.control.Releases;
import io.platen.server.release.entity.RepositoryState.Expiry;
import io.platen.server.release.entity.RepositoryState.Warning;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says for monitoring how much of what makers signed expires soon or has expired. The server is
 * ready all the same; names are told to those only who sign in.
 */
@Readiness
@ApplicationScoped
@SuppressWarnings("NullAway.Init")
public class ExpiryHealth implements HealthCheck {
  @Inject Releases releases;
  @Inject InstantSource clock;

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("updates-expiry").up();
    try {
      Instant now = clock.instant();
      List<Expiry> expiries = releases.expiries();
      long soon = expiries.stream().filter(each -> each.at(now) == Warning.SOON).count();
      long expired = expiries.stream().filter(each -> each.at(now) == Warning.EXPIRED).count();
      response.withData("soon", soon).withData("expired", expired);
      expiries.stream()
          .map(Expiry::expires)
          .min(Instant::compareTo)
          .ifPresent(first -> response.withData("first", first.toString()));
    } catch (StorageException e) {
      response.withData("reason", "The database is away");
    }
    return response.build();
  }
}

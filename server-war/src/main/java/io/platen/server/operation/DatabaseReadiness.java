package io.platen.server.operation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: what a device sends can be stored. */
@Readiness
@ApplicationScoped
@SuppressWarnings("NullAway.Init")
public class DatabaseReadiness implements HealthCheck {
  private static final int PATIENCE_SECONDS = 3;

  @Inject DataSource database;

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("database");
    try (Connection connection = database.getConnection()) {
      return response.status(connection.isValid(PATIENCE_SECONDS)).build();
    } catch (SQLException e) {
      return response.down().withData("reason", String.valueOf(e.getMessage())).build();
    }
  }
}

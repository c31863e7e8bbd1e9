package io.platen.server.rollout.control;

import io.platen.protocol.release.ComponentName;
import io.platen.server.database.Database;
import io.platen.server.release.control.RunningImages;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/** What devices have reported of themselves, for the store of releases. */
@ApplicationScoped
public class ReportedImages implements RunningImages {
  private Database database;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected ReportedImages() {}

  @Inject
  public ReportedImages(Database database) {
    this.database = database;
  }

  @Override
  public List<OnItsWay> onTheirWay() {
    return database.read(
        connection -> {
          try (PreparedStatement query =
                  connection.prepareStatement(
                      "SELECT tenant, repository, hardware, release FROM rollout"
                          + " WHERE state IN ('RUNNING', 'PAUSED')"
                          // As a rule it is rolled out soon; then its pair packs are there.
                          + " UNION (SELECT DISTINCT ON (tenant, repository, model) tenant,"
                          + " repository, model, release FROM published_release"
                          + " ORDER BY tenant, repository, model, first_seen DESC, release DESC)"
                          + " ORDER BY tenant, repository, hardware, release");
              ResultSet row = query.executeQuery()) {
            List<OnItsWay> found = new ArrayList<>();
            while (row.next()) {
              found.add(
                  new OnItsWay(
                      row.getLong(1), row.getString(2), row.getString(3), row.getString(4)));
            }
            return found;
          }
        });
  }

  @Override
  public List<Running> of(long tenant, String repository, String model) {
    return database.read(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT c.component, max(c.version), c.sha256, count(*) FROM device_update u"
                      + " JOIN device_component c ON c.tenant = u.tenant AND c.device = u.device"
                      + " WHERE u.tenant = ? AND u.repository = ? AND u.hardware = ?"
                      + " AND c.until IS NULL AND c.sha256 IS NOT NULL"
                      + " GROUP BY c.component, c.sha256 ORDER BY count(*) DESC, c.sha256")) {
            query.setLong(1, tenant);
            query.setString(2, repository);
            query.setString(3, model);
            List<Running> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                String version = row.getString(2);
                String image = row.getString(3);
                int devices = row.getInt(4);
                ComponentName.of(row.getString(1))
                    .ifPresent(
                        name ->
                            found.add(
                                new Running(name, version == null ? "" : version, image, devices)));
              }
            }
            return found;
          }
        });
  }
}

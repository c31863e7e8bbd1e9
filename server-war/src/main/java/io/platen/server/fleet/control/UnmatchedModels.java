package io.platen.server.fleet.control;

import io.platen.protocol.printer.UsedProfile;
import io.platen.server.database.Database;
import io.platen.server.fleet.entity.UnmatchedModel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Models that devices read by nothing but the standards, since no printer profile of a maker fitted
 * (PLT-RPT-037). Printers of devices that do not say what they read by are left out.
 */
@ApplicationScoped
public class UnmatchedModels {
  /** More are no list that somebody reads. */
  private static final int MOST = 500;

  private Database database;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected UnmatchedModels() {}

  @Inject
  public UnmatchedModels(Database database) {
    this.database = database;
  }

  /** Those with the most printers first. */
  public List<UnmatchedModel> list(long tenant) {
    Params query =
        new Params(
            "SELECT sys_object_id, vendor, model, count(*) AS printers,"
                + " (array_agg(coalesce(merged_into, id) ORDER BY last_read DESC, id))[1] AS example,"
                + " (array_agg(sys_descr ORDER BY last_read DESC, id))[1] AS sys_descr,"
                + " (array_agg(device_id ORDER BY last_read DESC, id))[1] AS device_id"
                + " FROM printer WHERE tenant = ? AND removed IS NULL AND face AND profile = ?"
                + " GROUP BY sys_object_id, vendor, model"
                + " ORDER BY count(*) DESC, vendor, model, sys_object_id LIMIT "
                + MOST,
            tenant,
            UsedProfile.GENERIC);
    return database.read(
        connection ->
            Rows.list(
                connection,
                query,
                row ->
                    new UnmatchedModel(
                        row.getString("sys_object_id"),
                        row.getString("vendor"),
                        row.getString("model"),
                        row.getString("sys_descr"),
                        row.getString("device_id"),
                        row.getLong("printers"),
                        row.getLong("example"))));
  }
}

package io.platen.server.fleet.entity;

import java.util.List;
import java.util.Map;

/**
 * What needs a person today.
 *
 * @param printers how many in each health; all of them are there
 * @param devices how many in each presence; all of them are there
 * @param suppliesLow measured supplies at or below the threshold
 * @param reportsByHour of the last 24 hours, the oldest first
 * @param latest the newest open alerts
 */
public record Overview(
    Map<PrinterHealth, Long> printers,
    Map<DevicePresence, Long> devices,
    long suppliesLow,
    List<Long> reportsByHour,
    List<StoredAlert> latest) {

  public Overview {
    printers = Map.copyOf(printers);
    devices = Map.copyOf(devices);
    reportsByHour = List.copyOf(reportsByHour);
    latest = List.copyOf(latest);
  }

  public long printerCount() {
    return printers.values().stream().mapToLong(Long::longValue).sum();
  }

  public long deviceCount() {
    return devices.values().stream().mapToLong(Long::longValue).sum();
  }
}

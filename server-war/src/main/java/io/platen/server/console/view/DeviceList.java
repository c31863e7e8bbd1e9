package io.platen.server.console.view;

import java.util.List;

/** The devices, and the form that adds one. */
public record DeviceList(List<DeviceRow> rows, Form form) {
  public DeviceList {
    rows = List.copyOf(rows);
  }
}

package io.platen.server.console.view;

import java.util.List;

/**
 * Everything about one device.
 *
 * @param active whether it may send; decides which of the two buttons is shown
 */
public record DeviceView(
    DeviceRow row,
    boolean active,
    List<Fact> facts,
    List<EntryLine> entries,
    List<PrinterRow> printers,
    Form entryForm,
    Form importForm) {

  public DeviceView {
    facts = List.copyOf(facts);
    entries = List.copyOf(entries);
    printers = List.copyOf(printers);
  }

  /** One discovery entry; communities are secrets and not shown. */
  public record EntryLine(
      String id, String kind, String target, String exclusions, String access, long addresses) {}
}

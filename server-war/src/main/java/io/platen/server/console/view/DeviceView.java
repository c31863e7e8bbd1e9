package io.platen.server.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one device.
 *
 * @param moves what may be done with its record, such as {@code deactivate}, the usual one first;
 *     none for a device that is retired
 * @param standing what its state means, in a sentence
 * @param unsure whether somebody asked to retire it and did not say that it is meant
 */
public record DeviceView(
    DeviceRow row,
    List<String> moves,
    String standing,
    boolean unsure,
    List<Fact> facts,
    Activation activation,
    List<EntryLine> entries,
    List<PrinterRow> printers,
    Form entryForm,
    Form importForm) {

  public DeviceView {
    moves = List.copyOf(moves);
    facts = List.copyOf(facts);
    entries = List.copyOf(entries);
    printers = List.copyOf(printers);
  }

  /**
   * How the device gets its certificate.
   *
   * @param code just made and shown this once; null where none was
   * @param string the same for a device that does not know this server's authority
   * @param standing what became of the code that there is, in a sentence
   * @param words of the key that waits for approval; null where none waits
   * @param possible whether a code can be made now
   */
  public record Activation(
      @Nullable String code,
      @Nullable String string,
      String standing,
      @Nullable String words,
      boolean possible) {}

  /** One discovery entry; communities are secrets and not shown. */
  public record EntryLine(
      String id, String kind, String target, String exclusions, String access, long addresses) {}
}

package io.platen.server.notice.control;

import io.platen.server.notice.entity.Condition.Place;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of one tenant's fleet: the port by which rules see it. */
public interface Facts {

  /** A printer as rules choose it. */
  record PrinterPlace(UUID device, long printer, String name, String location, String model) {
    Place place(@Nullable Long alert) {
      return new Place(device, printer, name, alert);
    }
  }

  /**
   * A supply with a measured level.
   *
   * @param percent left, or of a receptacle how much room
   */
  record SupplyLevel(PrinterPlace printer, String index, String description, int percent) {
    String subject() {
      return "printer " + printer.printer() + " supply " + index;
    }
  }

  /** What a supply's level was from then on. */
  record LevelAt(Instant at, int percent) {}

  /**
   * A level with those before it, the oldest first.
   *
   * @param until the last reading of the printer, when the last level still was so
   */
  record SupplyCourse(SupplyLevel now, List<LevelAt> levels, Instant until) {
    public SupplyCourse {
      levels = List.copyOf(levels);
    }
  }

  /** An open alert of a printer's own. */
  record OpenAlert(PrinterPlace printer, long alert, String text, Instant opened) {}

  /** A printer with the last time that it answered, and its device with the last that it came. */
  record LastRead(PrinterPlace printer, Instant read, Instant deviceCame) {}

  /** A device with the last time that it came. */
  record LastContact(UUID device, String name, Instant came) {}

  /** A counter that was read below the value before. */
  record Fall(PrinterPlace printer, long meter, String label, long from, long to, Instant at) {}

  /** A device with the end of the certificate that it uses. */
  record CertificateEnd(UUID device, String name, Instant end) {}

  /** Something that opens TLS. */
  record Interceptor(UUID device, String name, String host, String issuer, Instant last) {}

  /** Supplies of printers that are there with at most so much left. */
  List<SupplyLevel> supplies(int atMostPercent);

  /** Supplies whose level is measured, with levels since then. */
  List<SupplyCourse> courses(Instant since);

  /** Open alerts that want a technician, and printers that say so without one. */
  List<OpenAlert> serviceNeeded();

  /** Open alerts by which printers stopped. */
  List<OpenAlert> stopped();

  /** Printers that are there and have not answered since then. */
  List<LastRead> unread(Instant since);

  /** Active devices that have not come since then. */
  List<LastContact> silent(Instant since);

  List<Fall> falls(Instant since);

  /** Of active devices, certificates that end before then. */
  List<CertificateEnd> ends(Instant before);

  /** Of active devices, the last word no older than that. */
  List<Interceptor> interceptors(Instant since);
}

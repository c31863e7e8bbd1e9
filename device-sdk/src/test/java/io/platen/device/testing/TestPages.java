package io.platen.device.testing;

import java.util.List;

/** Pages of printers that nobody has: names, numbers and figures are invented. */
public final class TestPages {
  private TestPages() {}

  /** A multi-function printer of Brother, quoted, with a comma at the end of each line. */
  public static String maintenanceCsv() {
    return line(
            "Node Name",
            "Model Name",
            "Location",
            "Contact",
            "IP Address",
            "Serial No.",
            "Main Firmware Version",
            "Memory Size",
            "Page Counter",
            "Average Coverage",
            "Drum Count",
            "% of Life Remaining(Drum Unit)",
            "% of Life Remaining(Toner)",
            "A4/Letter",
            "Legal/Folio",
            "Envelopes",
            "A5",
            "Others",
            "Label",
            "Total",
            "Total 2-sided Print",
            "Copy",
            "Copy 2-sided Print",
            "Print",
            "Print 2-sided Print",
            "Fax",
            "Fax 2-sided Print",
            "Others",
            "Others 2-sided Print",
            "ADF Scan",
            "Flatbed Scan",
            "Scan Page Count",
            "Replace Count(Toner)",
            "Replace Count(Drum Unit)",
            "Total Paper Jams",
            "Jam Tray 1",
            "Total Paper Jams(ADF)",
            "Error1",
            "Error Count 1")
        + line(
            "BRNTESTER",
            "Brother MFC-L9999TX series",
            "Hall 3",
            "-",
            "192.0.2.17",
            "T70000A1B234567",
            "7.31",
            "512",
            "48213",
            "6.20",
            "9120",
            "61.00",
            "35",
            "47100",
            "1000",
            "13",
            "80",
            "20",
            "0",
            "48213",
            "10240",
            "6011",
            "1200",
            "41000",
            "9000",
            "1100",
            "0",
            "102",
            "40",
            "5500",
            "720",
            "6220",
            "17",
            "3",
            "29",
            "21",
            "4",
            "Papierstau, hinten",
            "47990");
  }

  /** A colour printer of Brother, without quotes, and in other capitals. */
  public static String colourMaintenanceCsv() {
    return "Node Name,MODEL NAME,Serial No.,Page counter,% of Life Remaining(Toner Black (BK)),"
        + "% of Life Remaining(Toner Cyan (C)),% of Life Remaining(Belt Unit),"
        + "Remaining Life(Fuser Unit),Replace Count(Toner Cyan (C)),Others\r\n"
        + "BRNCOLOUR,Brother HL-L8888TX series,T70000C9D000001,7205,80,40.55,90,61234,2,7\r\n";
  }

  private static String line(String... cells) {
    StringBuilder line = new StringBuilder();
    for (String cell : cells) {
      line.append('"').append(cell).append("\",");
    }
    return line.append("\r\n").toString();
  }

  /** Lexmark's statistics with one heading for printed sides. */
  public static String lexmarkStatistics() {
    return page(
        table(
            row(20, "<b>Media&nbsp;Picked Side Count</b>", ""),
            row(30, "Print", ""),
            row(40, "Mono", "99999")),
        table(
            row(20, "<b>Media Printed Side Count</b>", ""),
            row(30, "Total", "31415"),
            row(30, "Print", ""),
            row(40, "Mono", "20000"),
            row(40, "Color", "9000"),
            row(30, "Copy", "2400"),
            row(40, "Mono", "2000"),
            row(40, "Color", "400"),
            row(30, "Fax", ""),
            row(40, "Mono", "15")),
        table(
            row(20, "<b>Media Printed Sheet Count</b>", ""),
            row(30, "Print", ""),
            row(40, "Mono", "11111")),
        table(
            row(20, "<b>Scan Usage</b>", ""),
            row(30, "Copy", "1900"),
            row(30, "Network", "640"),
            row(30, "Total", "2540")),
        table(
            row(20, "<b>Supply Information</b>", ""),
            row(30, "<b>Black Toner</b>", ""),
            row(40, "Toner Level", "60%"),
            row(40, "Sides on Supply", "4000"),
            row(30, "<b>Imaging Unit</b>", ""),
            row(50, "Supply Level", "85 %")));
  }

  /** Lexmark's statistics with two headings for printed sides, one deeper than the other. */
  public static String olderLexmarkStatistics() {
    return page(
        table(
            row(20, "<b>Media Side Count</b>", ""),
            row(25, "Picked", ""),
            row(30, "Print", ""),
            row(40, "Mono", "777"),
            row(25, "Printed", ""),
            row(30, "Print", ""),
            row(40, "Mono", "5100"),
            row(30, "Copy", ""),
            row(40, "Mono", "420")));
  }

  private static String page(String... tables) {
    String unseen = table(row(20, "Scan Usage", ""), row(30, "Network", "1"));
    return "<!DOCTYPE html><html><head><script>if (1 < 2) { x = '"
        + unseen
        + "'; }</script></head><body><!-- "
        + unseen
        + " --><TABLE><TR><td>Device Statistics</td></TR></TABLE>\n"
        + String.join("\n", tables)
        + "</body></html>";
  }

  private static String table(String... rows) {
    return "<TABLE>" + String.join("\n", rows) + "</TABLE>";
  }

  private static String row(int margin, String label, String value) {
    return "<TR><td><p align=\"left\" style=\"margin-left: "
        + margin
        + ";\">"
        + label
        + "</p></td><td><p> "
        + value
        + " </p></td></TR>";
  }

  /** Status of a newer Lexmark printer. */
  public static String lexmarkStatus() {
    return """
        {"timedRefresh": 30, "nodes": {
          "supplies": {
            "Black Toner": {"supplyName": "Black Toner", "curlevel": 71, "percentFull": 72,
              "currentStatus": "OK", "color": "#000000", "pagesRemaining": 5310,
              "serialNumber": " CAX0000000T1 ", "partNumber": "00X0000"},
            "Cyan Toner": {"supplyName": "", "percentFull": "9", "currentStatus": "Low"},
            "Black Imaging Kit": {"supplyName": "Black Imaging Kit", "percentFull": null,
              "curlevel": "88%", "currentStatus": "OK"},
            "Waste Toner Bottle": {"supplyName": "Waste Toner Bottle", "percentFull": 30,
              "currentStatus": "OK"},
            "Maintenance Kit": {"percentFull": 900, "currentStatus": "OK"},
            "Empty": {}
          },
          "inputs": {
            "Tray 1": {"capacity": 550, "currentLevel": 50},
            "Multipurpose Feeder": {"capacity": "100", "currentLevel": "0"}
          },
          "nodes": {
            "DeviceSerialNumberTrk": {"text": {"text": "TRACK00000"}},
            "DeviceSerialNumberUnq": {"text": {"text": "7999000TESTER"}},
            "DeviceFirmwareLevel": {"text": {"text": "CXTST.081.204"}}
          }
        }}
        """;
  }

  /** What a page of status answers to guests where it shows them nothing. */
  public static String emptyLexmarkStatus() {
    return "{\"nodes\":{\"nodes\":{},\"guest\":true}}";
  }

  /** All of them, for those who search for pages that no parser takes. */
  public static List<String> all() {
    return List.of(
        maintenanceCsv(),
        colourMaintenanceCsv(),
        lexmarkStatistics(),
        olderLexmarkStatistics(),
        lexmarkStatus(),
        emptyLexmarkStatus());
  }
}

package io.platen.device.testing;

import org.snmp4j.smi.OID;

/** Invented printers, as agents to change and to break. */
public final class PrinterAgents {
  public static final String MIB_2 = "1.3.6.1.2.1.";
  public static final String SUPPLIES = MIB_2 + "43.11.1.1.";
  public static final String INPUTS = MIB_2 + "43.8.2.1.";
  public static final String MARKERS = MIB_2 + "43.10.2.1.";
  public static final String ALERTS = MIB_2 + "43.18.1.1.";

  private PrinterAgents() {}

  /** Colour, two trays, one alert, idle. */
  public static SimulatedAgent colourPrinter() {
    SimulatedAgent agent = bare("Acme PrintServer 7", "Acme Quill 300c", "QX-000417");
    agent.bytes(MIB_2 + "2.2.1.6.1", "").bytes(MIB_2 + "2.2.1.6.2", "02a0b1c2d3e4");
    agent.set(MIB_2 + "1.5.0", "quill").set(MIB_2 + "1.6.0", "Second floor");
    supply(agent, "1.1", 3, 3, 1, "Black toner, SN AB12345", 19, 100, 54);
    supply(agent, "1.2", 3, 3, 2, "Cyan toner", 7, 6000, 1500);
    supply(agent, "1.3", 4, 4, 0, "Waste box", 15, -2, -3);
    agent.set(MIB_2 + "43.12.1.1.4.1.1", "black").set(MIB_2 + "43.12.1.1.4.1.2", "Cyan");
    tray(agent, "1.1", "Tray 1", 250, 120);
    tray(agent, "1.2", "Bypass", 50, -3);
    agent.set(MARKERS + "3.1.1", 7).count(MARKERS + "4.1.1", 33_810);
    agent.set(MIB_2 + "43.16.5.1.2.1.1", "Ready   ").set(MIB_2 + "43.16.5.1.2.1.2", "");
    alert(agent, "1.1", 4, 11, 1104, "Toner low");
    return agent;
  }

  /** What makes an agent a printer. */
  public static SimulatedAgent bare(String descr, String model, String serial) {
    return new SimulatedAgent()
        .set(MIB_2 + "1.1.0", descr)
        .set(MIB_2 + "1.2.0", new OID("1.3.6.1.4.1.99999.1"))
        .ticks(MIB_2 + "1.3.0", 123_456)
        .set(MIB_2 + "25.3.2.1.2.1", new OID("1.3.6.1.2.1.25.3.1.5"))
        .set(MIB_2 + "25.3.2.1.3.1", model)
        .set(MIB_2 + "25.3.2.1.5.1", 2)
        .set(MIB_2 + "25.3.5.1.1.1", 3)
        .bytes(MIB_2 + "25.3.5.1.2.1", "20")
        .count(MIB_2 + "43.5.1.1.1.1", 7)
        .set(MIB_2 + "43.5.1.1.17.1", serial);
  }

  /** A row of prtMarkerSuppliesTable. */
  public static void supply(
      SimulatedAgent agent,
      String row,
      int supplyClass,
      int type,
      int colorant,
      String words,
      int unit,
      int capacity,
      int level) {
    agent.set(SUPPLIES + "3." + row, colorant).set(SUPPLIES + "4." + row, supplyClass);
    agent.set(SUPPLIES + "5." + row, type).set(SUPPLIES + "6." + row, words);
    agent.set(SUPPLIES + "7." + row, unit).set(SUPPLIES + "8." + row, capacity);
    agent.set(SUPPLIES + "9." + row, level);
  }

  public static void tray(SimulatedAgent agent, String row, String name, int capacity, int level) {
    agent.set(INPUTS + "8." + row, 8).set(INPUTS + "9." + row, capacity);
    agent.set(INPUTS + "10." + row, level).set(INPUTS + "12." + row, "iso_a4_210x297mm");
    agent.set(INPUTS + "13." + row, name);
  }

  public static void alert(
      SimulatedAgent agent, String row, int severity, int group, int code, String words) {
    agent.set(ALERTS + "2." + row, severity).set(ALERTS + "3." + row, 3);
    agent.set(ALERTS + "4." + row, group).set(ALERTS + "5." + row, 1);
    agent.set(ALERTS + "6." + row, 1).set(ALERTS + "7." + row, code);
    agent.set(ALERTS + "8." + row, words).ticks(ALERTS + "9." + row, 4711);
  }
}

package io.platen.device.testing;

import java.util.List;
import java.util.Map;
import org.snmp4j.smi.OID;

/** Invented printers that keep their facts where makers keep them. None of them exists. */
public final class MakersPrinters {
  public static final String ENTERPRISES = "1.3.6.1.4.1.";
  public static final String BROTHER = ENTERPRISES + "2435.2.3.9.4.2.1.5.5.";
  public static final String CANON_CODES = ENTERPRISES + "1602.1.11.1.3.1.4.";
  public static final String CANON_LABELS = ENTERPRISES + "1602.1.11.2.1.1.";
  public static final String LEXMARK_PAPER = ENTERPRISES + "641.6.4.2.1.1.";
  public static final String RICOH_COUNTERS = ENTERPRISES + "367.3.2.1.2.19.5.1.";
  public static final String SHARP_COUNTERS = ENTERPRISES + "2385.1.1.19.2.1.";
  public static final String HP = ENTERPRISES + "11.2.3.9.4.2.1.";

  private MakersPrinters() {}

  /** A printer with the standard objects, of the maker with this enterprise. */
  public static SimulatedAgent of(String enterprise, String descr, String model) {
    SimulatedAgent agent = PrinterAgents.bare(descr, model, "");
    agent.set(PrinterAgents.MIB_2 + "1.2.0", new OID(ENTERPRISES + enterprise));
    return agent
        .set(PrinterAgents.MARKERS + "3.1.1", 7)
        .count(PrinterAgents.MARKERS + "4.1.1", 5_000);
  }

  /** It says nothing of itself but its IEEE 1284 id and its records. */
  public static SimulatedAgent brother(String model, String maintenance, String counters) {
    return new SimulatedAgent()
        .set(ENTERPRISES + "2435.2.3.9.1.1.7.0", "MFG:Brother;CMD:PJL;MDL:" + model + " series;")
        .set(BROTHER + "1.0", "Q7X000042")
        .set(BROTHER + "17.0", "1.07")
        .set(ENTERPRISES + "2435.2.3.9.4.2.1.5.4.5.2.0", "Bereit")
        .bytes(BROTHER + "8.0", maintenance)
        .bytes(BROTHER + "10.0", counters)
        .set(PrinterAgents.MARKERS + "3.1.1", 7)
        .count(PrinterAgents.MARKERS + "4.1.1", 1_500);
  }

  public static SimulatedAgent canonByCodes(Map<Integer, Integer> counters) {
    SimulatedAgent agent = of("1602.4.7", "Canon iX-ADV C1 /P", "Canon iX-ADV C1");
    counters.forEach((code, count) -> agent.count(CANON_CODES + code, count));
    return agent;
  }

  /** Labels as text, or as the digits of their bytes. */
  public static SimulatedAgent canonByLabels(Map<String, Integer> counters) {
    SimulatedAgent agent = of("1602.4.2", "Canon LXP1 /P", "Canon LXP1");
    int row = 1;
    for (Map.Entry<String, Integer> each : counters.entrySet()) {
      agent.set(CANON_LABELS + "2." + row, each.getKey());
      agent.count(CANON_LABELS + "3." + row, each.getValue());
      row++;
    }
    return agent;
  }

  /** Rows of type, unit and count in the order given. */
  public static SimulatedAgent lexmark(List<int[]> rows) {
    SimulatedAgent agent = of("641.2.71", "Lexmark CQ1 version CQ.01.02 kernel", "Lexmark CQ1");
    int row = 1;
    for (int[] each : rows) {
      agent.set(LEXMARK_PAPER + "2.1." + row, each[0]).set(LEXMARK_PAPER + "3.1." + row, each[1]);
      agent.count(LEXMARK_PAPER + "4.1." + row, each[2]);
      row++;
    }
    return agent;
  }

  /** Rows of type and count in the order given. */
  public static SimulatedAgent ricoh(String brand, List<int[]> rows) {
    SimulatedAgent agent =
        of(
            "367.1.1",
            brand + " MQ C9 1.02 / " + brand + " Network Printer C model",
            brand + " MQ C9");
    int row = 1;
    for (int[] each : rows) {
      agent.set(RICOH_COUNTERS + "2." + row, each[0]).count(RICOH_COUNTERS + "9." + row, each[1]);
      row++;
    }
    return agent;
  }
}

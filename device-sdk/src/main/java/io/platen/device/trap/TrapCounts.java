package io.platen.device.trap;

/**
 * What has come in since the device started.
 *
 * @param received datagrams
 * @param handled of those: opened, and decided on
 * @param hints traps of printers that are watched
 * @param strangers traps of others, which nobody is asked for
 * @param idle traps that say nothing about a printer
 * @param notAuthentic messages of SNMP v3 that no user of ours has sent so
 * @param malformed what is no trap at all
 * @param dropped unread, because too much waited
 * @param readings of printers because of traps
 */
public record TrapCounts(
    long received,
    long handled,
    long hints,
    long strangers,
    long idle,
    long notAuthentic,
    long malformed,
    long dropped,
    long readings) {
  public static final TrapCounts NONE = new TrapCounts(0, 0, 0, 0, 0, 0, 0, 0, 0);
}

package io.platen.device;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * How it stands with traps since the device started.
 *
 * @param address where the device listens; empty where it does not, or not yet
 * @param received datagrams
 * @param handled of those: opened, and decided on
 * @param hints traps of printers that are watched
 * @param strangers traps of others, which nobody is asked for
 * @param refused messages of SNMP v3 that no user of ours has sent so, and what is no trap at all
 * @param dropped unread, because too much waited
 * @param readings of printers because of traps
 */
public record TrapStatus(
    Optional<InetSocketAddress> address,
    long received,
    long handled,
    long hints,
    long strangers,
    long refused,
    long dropped,
    long readings) {}

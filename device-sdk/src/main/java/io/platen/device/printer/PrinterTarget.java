package io.platen.device.printer;

import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.net.InetSocketAddress;

/** Where a printer answers, and with what credentials. All three parts key what is remembered. */
public record PrinterTarget(InetSocketAddress address, SnmpAccess access) {}

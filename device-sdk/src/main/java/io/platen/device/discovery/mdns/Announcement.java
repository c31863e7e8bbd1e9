package io.platen.device.discovery.mdns;

import java.net.InetAddress;

/**
 * That a printer is at this address.
 *
 * @param byIpp whether it announced IPP at a port at which IPP is asked
 */
public record Announcement(InetAddress address, boolean byIpp) {}

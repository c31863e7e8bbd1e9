package io.platen.device.discovery;

import io.platen.device.port.Echo;
import io.platen.device.port.Scheduler;
import io.platen.device.port.Streams;

/**
 * By what a scan looks for signs of life beside SNMP.
 *
 * @param threads what echoes are waited for with
 */
public record LifeSigns(Streams streams, Echo echo, Scheduler threads) {}

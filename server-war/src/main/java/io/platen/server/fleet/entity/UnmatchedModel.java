package io.platen.server.fleet.entity;

import org.jspecify.annotations.Nullable;

/**
 * A model that no printer profile of a maker fitted, with what is needed to write one.
 *
 * @param sysDescr of the example
 * @param deviceId MFG and MDL of the example's IEEE 1284 id
 * @param printers how many there are
 * @param example the printer that was read last
 */
public record UnmatchedModel(
    @Nullable String sysObjectId,
    @Nullable String vendor,
    @Nullable String model,
    @Nullable String sysDescr,
    @Nullable String deviceId,
    long printers,
    long example) {}

package io.platen.reference.simulation;

/**
 * What a device finds around itself.
 *
 * @param release that it is to have; empty where nothing is to be updated
 */
record Site(
    World world,
    Network network,
    FleetServer server,
    RealTimeClock clock,
    Printers printers,
    String release) {}

/**
 * A fleet in virtual time: the SDK's code and the server's steps of taking a report, where network,
 * disks, clocks and power are drawn from a seed. Start with {@link
 * io.platen.reference.simulation.Simulation}.
 */
package io.platen.reference.simulation;

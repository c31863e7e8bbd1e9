package io.platen.reference.simulate;

import java.net.InetSocketAddress;

/** Where printer number N (from 1) answers. */
record Endpoint(int number, InetSocketAddress address, SimulatedPrinter printer) {}

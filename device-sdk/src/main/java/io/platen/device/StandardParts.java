package io.platen.device;

import io.platen.device.discovery.LifeSigns;
import io.platen.device.discovery.ScanPatience;
import io.platen.device.discovery.Scanner;
import io.platen.device.port.Datagrams;
import io.platen.device.port.Echo;
import io.platen.device.port.HostNames;
import io.platen.device.port.Scheduler;
import io.platen.device.port.Storage;
import io.platen.device.port.Streams;
import io.platen.device.printer.CombinedReader;
import io.platen.device.printer.CommandSets;
import io.platen.device.printer.PrinterReader;
import io.platen.device.printer.ipp.IppReader;
import io.platen.device.printer.pjl.PjlReader;
import io.platen.device.printer.profile.ProfileStore;
import io.platen.device.printer.snmp.Patience;
import io.platen.device.printer.snmp.SnmpReader;
import io.platen.device.printer.web.ClosedPorts;
import io.platen.device.printer.web.Pins;
import io.platen.device.printer.web.StoredPins;
import io.platen.device.printer.web.WebClient;
import io.platen.device.printer.web.WebLimits;
import io.platen.device.printer.web.WebReader;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** How the SDK itself finds and reads printers, where a firmware has no other way. */
record StandardParts(
    Storage storage,
    Datagrams datagrams,
    Streams streams,
    Echo echo,
    InstantSource clock,
    SecureRandom random) {

  PrinterFinder finder(Scheduler threads) {
    LifeSigns signs = new LifeSigns(streams, echo, threads);
    return new NetworkFinder(
        new Scanner(datagrams, HostNames.JDK, random, ScanPatience.DEFAULT, signs));
  }

  PrinterReader reader(
      Scheduler threads, ProfileStore profiles, List<CombinedReader.Part> further) {
    return new CombinedReader(readers(profiles, further), threads, clock);
  }

  /** All that the SDK has, SNMP first; PJL asks for what all others have left open. */
  private List<CombinedReader.Part> readers(
      ProfileStore profiles, List<CombinedReader.Part> further) {
    CommandSets commandSets = new CommandSets();
    Pins pins = new StoredPins(storage);
    Streams knocked = new ClosedPorts(streams, clock);
    WebClient ipp = new WebClient(knocked, clock, pins, IppReader.LIMITS);
    WebClient web = new WebClient(knocked, clock, pins, WebLimits.PRINTER);
    List<CombinedReader.Part> parts = new ArrayList<>();
    parts.add(
        new CombinedReader.Part(
            "snmp",
            new SnmpReader(
                datagrams, clock, random, Patience.POLLING, profiles::current, commandSets)));
    parts.add(
        new CombinedReader.Part(
            "ipp", new IppReader(ipp, pins, clock, commandSets, profiles::current)));
    parts.add(new CombinedReader.Part("web", new WebReader(web, clock, profiles::current)));
    parts.add(
        new CombinedReader.Part(
            "pjl", new PjlReader(streams, clock, random, commandSets, profiles::current)));
    parts.addAll(further);
    return parts;
  }
}

package io.platen.device.printer.snmp;

import io.platen.protocol.profile.PrinterProfile;

/** What an agent said, and the profile that tells what it means. */
record Answers(Values values, PrinterProfile profile) {}

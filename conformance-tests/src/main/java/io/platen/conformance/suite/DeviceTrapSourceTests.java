package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_ALR_002;
import static io.platen.protocol.Requirement.PLT_ALR_006;
import static io.platen.protocol.Requirement.PLT_ALR_010;
import static io.platen.protocol.Requirement.PLT_ALR_011;
import static io.platen.protocol.Requirement.PLT_ALR_012;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.printers.SnmpMessage;
import io.platen.conformance.printers.SuitePrinter;
import io.platen.conformance.printers.Trap;
import io.platen.conformance.printers.TrapSender;
import io.platen.conformance.printers.UserMessage;
import io.platen.conformance.printers.UsmMessage.Engine;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Verifies;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SnmpUser;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.snmp4j.ScopedPDU;

/** What a device takes for a trap, and of whom. */
final class DeviceTrapSourceTests {
  private static final String RESPONSE =
      "Whoever sends an inform sends it again until it is answered.";
  private static final String ANYBODY = "Anybody can send a datagram, with any content.";

  @Verifies(positive = {PLT_ALR_002, PLT_ALR_006, PLT_ALR_012})
  void takes_traps_and_informs_of_all_versions(DeviceUnderTest device, Checks checks) {
    try (TrapPlay play = TrapPlay.with(device, 5, Policy.Alerts.DEFAULT)) {
      // when
      play.send(play.printer(0), Trap.v1(address(play.printer(0))));
      play.send(play.printer(1), Trap.v2c());
      play.send(play.printer(2), Trap.v3(TrapPlay.USER));
      SnmpMessage inform = Trap.inform();
      TrapSender second = play.sender(play.printer(3));
      second.send(inform.encode());
      device.letPass(Duration.ZERO);
      boolean answered = second.isAnswered(inform);
      boolean answeredV3 = informs(device, play.sender(play.printer(4)));
      // then
      boolean all = play.comes(() -> device.printers().all().stream().allMatch(TrapPlay::isRead));
      List<Boolean> read = device.printers().all().stream().map(TrapPlay::isRead).toList();
      checks.that(
          PLT_ALR_002,
          all,
          "traps of v1, v2c and v3, informs of v2c and v3, each of another printer",
          "read: " + read,
          "each read",
          "Printers in the field send all of these.");
      checks.that(
          PLT_ALR_012,
          read.get(2) && read.get(4),
          "a trap and an inform of v3 by the user of the discovery entry",
          "read: " + read.get(2) + ", " + read.get(4),
          "both read",
          "A user of an entry vouches for what comes by it.");
      checks.that(
          PLT_ALR_006,
          answered && answeredV3,
          "informs of v2c and v3",
          "answered: " + answered + ", " + answeredV3,
          "a response with the same request-id and variables to each",
          RESPONSE);
    }
  }

  private static boolean informs(DeviceUnderTest device, TrapSender sender) {
    sender.send(UserMessage.discovery(1).encode());
    device.letPass(Duration.ZERO);
    Optional<Engine> engine = sender.engine();
    if (engine.isEmpty()) {
      return false;
    }
    ScopedPDU inform = sender.inform(TrapPlay.USER, engine.get());
    device.letPass(Duration.ZERO);
    return sender.isAnswered(inform, TrapPlay.USER);
  }

  @Verifies(positive = PLT_ALR_010)
  void takes_traps_of_a_start_and_of_a_maker(DeviceUnderTest device, Checks checks) {
    try (TrapPlay play = TrapPlay.with(device, 3, Policy.Alerts.DEFAULT)) {
      SuitePrinter started = play.printer(0);
      SuitePrinter makers = play.printer(1);
      // when
      play.send(started, Trap.named(Trap.COLD_START));
      play.send(makers, Trap.named(Trap.MAKERS));
      checks.need(play.goesOn(play.printer(2)), "The device takes no traps");
      boolean both = play.comes(() -> TrapPlay.isRead(started) && TrapPlay.isRead(makers));
      // then
      checks.that(
          PLT_ALR_010,
          both,
          "coldStart of one printer, and " + Trap.MAKERS + " of another",
          "read: " + TrapPlay.isRead(started) + ", " + TrapPlay.isRead(makers),
          "both read",
          "Many printers have no other traps, and the one that was just started has news.");
    }
  }

  @Verifies(negative = {PLT_ALR_002, PLT_ALR_006, PLT_ALR_012})
  void takes_nothing_else_for_a_trap(DeviceUnderTest device, Checks checks) {
    SnmpUser known = TrapPlay.USER;
    SnmpUser stranger = user("stranger", known.authPassword());
    SnmpUser guesser = user(known.name(), "guessed by somebody");
    try (TrapPlay play = TrapPlay.with(device, 7, Policy.Alerts.DEFAULT)) {
      // when
      play.send(play.printer(0), Trap.question());
      play.send(play.printer(1), new byte[] {0x30, 0x7f, 0x02, 0x01, 0x01});
      play.send(play.printer(2), Trap.v3(stranger));
      play.send(play.printer(3), Trap.v3(guesser));
      play.send(play.printer(4), Trap.v3Open(known));
      TrapSender trapper = play.sender(play.printer(5));
      trapper.send(Trap.v2c());
      device.letPass(Duration.ZERO);
      boolean goesOn =
          play.comes(() -> TrapPlay.isRead(play.printer(5))) && play.goesOn(play.printer(6));
      // then
      checks.that(
          PLT_ALR_002,
          goesOn && !TrapPlay.isRead(play.printer(0)) && !TrapPlay.isRead(play.printer(1)),
          "a question, and octets that are no SNMP, at the port for traps; then traps",
          "read: " + device.printers().all().stream().map(TrapPlay::isRead).toList(),
          "the senders of traps alone",
          ANYBODY);
      boolean none = true;
      for (int i = 2; i < 5; i++) {
        none &= !TrapPlay.isRead(play.printer(i));
      }
      checks.that(
          PLT_ALR_012,
          goesOn && none,
          "traps of v3 by an unknown user, with a wrong password, and not authenticated at all",
          "read: " + device.printers().all().stream().map(TrapPlay::isRead).toList(),
          "none of their senders",
          ANYBODY);
      checks.that(
          PLT_ALR_006,
          goesOn && trapper.hearsNothing(),
          "a trap, which is no inform",
          trapper.hearsNothing() ? "no answer" : "an answer",
          "no answer",
          RESPONSE);
    }
  }

  private static SnmpUser user(String name, String password) {
    return new SnmpUser(
        name,
        SnmpUser.Auth.SHA_256,
        password,
        SnmpUser.Priv.AES_128,
        TrapPlay.USER.privPassword(),
        "");
  }

  @Verifies(positive = PLT_ALR_011, negative = PLT_ALR_011)
  void asks_nobody_that_it_does_not_watch(DeviceUnderTest device, Checks checks) {
    try (TrapPlay play = TrapPlay.with(device, 3, Policy.Alerts.DEFAULT)) {
      SuitePrinter beside = device.printers().add();
      // when
      play.send(beside, Trap.v2c());
      play.send(play.printer(0), Trap.v1(address(beside)));
      play.send(play.printer(1), Trap.v2cFor(address(beside)));
      boolean read =
          play.comes(() -> TrapPlay.isRead(play.printer(0)) && TrapPlay.isRead(play.printer(1)));
      boolean goesOn = play.goesOn(play.printer(2));
      // then
      checks.that(
          PLT_ALR_011,
          read && goesOn && beside.asked().isEmpty(),
          "a trap of a printer that no entry names, and two of others that name it",
          "there came " + beside.asked() + "; the others were read: " + read,
          "nothing there, and a reading of each of the others",
          ANYBODY);
    }
  }

  private static InetAddress address(SuitePrinter printer) {
    try {
      return InetAddress.getByName(printer.address());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_SYN_012;
import static io.platen.protocol.Requirement.PLT_XML_031;

import io.platen.conformance.adapter.AdapterFault;
import io.platen.conformance.adapter.Reply;
import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.DeviceGround;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.subject.TargetCrashed;
import io.platen.conformance.subject.Trials;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.RawTls;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.SyncCodec;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a server answers, changed by chance. A device that crashes fails, and so does one that is no
 * longer of use afterwards; an adapter that hangs is an error, and the seed is named.
 */
final class DeviceFuzzTests {
  private static final int BETWEEN = 25;
  private static final String HINT =
      "Whatever comes from a network must be refused, not fallen over. Run it again with: ";

  @Verifies(
      positive = PLT_SYN_012,
      negative = {PLT_XML_031, PLT_SYN_012})
  void lives_on_after_documents_that_are_changed_by_chance(DeviceUnderTest device, Checks checks) {
    String test = "devicefuzz.lives_on_after_documents_that_are_changed_by_chance";
    byte[] document = SyncCodec.write(DeviceGround.document(device.device()));
    play(
        device,
        checks,
        test,
        PLT_XML_031,
        (chance, seed) ->
            DevicePlay.answer(
                device,
                ScriptedServer.SYNC,
                Reaction.sync(Body.of(chance.mutate(document)), "changed-" + seed)));
  }

  @Verifies(
      positive = PLT_SYN_012,
      negative = {PLT_XML_031, PLT_SYN_012})
  void lives_on_after_header_fields_that_are_changed_by_chance(
      DeviceUnderTest device, Checks checks) {
    String test = "devicefuzz.lives_on_after_header_fields_that_are_changed_by_chance";
    Body document = Body.of(SyncCodec.write(DeviceGround.document(device.device())));
    Map<String, String> right =
        new TreeMap<>(
            Map.of(
                "Content-Type", "application/vnd.platen+xml",
                "ETag", "\"changed\"",
                "Cache-Control", "private, max-age=60",
                "Retry-After", "120",
                "Location", "https://localhost/elsewhere"));
    play(
        device,
        checks,
        test,
        PLT_XML_031,
        (chance, seed) -> {
          Map<String, String> fields = new TreeMap<>();
          right.forEach(
              (name, value) -> fields.put(name, chance.mutateLine(value).replace('\0', '~')));
          DevicePlay.answer(device, ScriptedServer.SYNC, new Reaction(200, fields, document));
        });
  }

  @Verifies(
      positive = PLT_SYN_012,
      negative = {PLT_XML_031, PLT_SYN_012})
  void lives_on_after_tls_records_that_are_changed_by_chance(
      DeviceUnderTest device, Checks checks) {
    String test = "devicefuzz.lives_on_after_tls_records_that_are_changed_by_chance";
    byte[] hello = RawTls.hello();
    play(
        device,
        checks,
        test,
        PLT_XML_031,
        (chance, seed) -> {
          byte[] record = chance.mutate(hello);
          device.first().garble(record);
          device.second().garble(record);
        });
  }

  /** Sets the hosts up for one case. */
  @FunctionalInterface
  private interface Case {
    void set(Mutator chance, long seed);
  }

  private static void play(
      DeviceUnderTest device, Checks checks, String test, Requirement broken, Case one) {
    Trials trials = device.trials();
    device.init();
    goesOn(device, checks, again(test, trials.seed(), 1));
    for (int i = 0; i < trials.cases(); i++) {
      long seed = trials.seed() + i;
      one.set(new Mutator(seed), seed);
      String crash = crash(device, again(test, seed, 1));
      if (!crash.isEmpty() || i == 0) {
        String hint = HINT + again(test, seed, 1);
        String sent = "an answer that was changed by chance, case " + i;
        checks.that(broken, crash.isEmpty(), sent, crash, "the device goes on", hint);
      }
      if (!crash.isEmpty()) {
        goesOn(device, checks, again(test, seed, 1));
        return;
      }
      if ((i + 1) % BETWEEN == 0 || i + 1 == trials.cases()) {
        goesOn(device, checks, again(test, trials.seed(), i + 1));
      }
    }
  }

  /** What the adapter says of a crash; empty where there is none. */
  private static String crash(DeviceUnderTest device, String again) {
    try {
      device.sync();
      return "";
    } catch (TargetCrashed e) {
      return String.valueOf(e.getMessage());
    } catch (AdapterFault e) {
      throw new AdapterFault(e.getMessage() + "; run it again with: " + again);
    }
  }

  /** With hosts that keep to the protocol again it syncs. */
  private static void goesOn(DeviceUnderTest device, Checks checks, String again) {
    device.first().garble(new byte[0]);
    device.second().garble(new byte[0]);
    DevicePlay.behave(device, ScriptedServer.SYNC);
    Reply reply = device.sync();
    checks.that(
        PLT_SYN_012,
        reply.outcome() == Reply.Outcome.DONE,
        "a sync document that keeps to the rules, after many that did not",
        reply.toString(),
        "done",
        HINT + again);
  }

  private static String again(String test, long seed, int cases) {
    return "--profile fuzz --select " + test + " --seed " + seed + " --cases " + cases;
  }
}

package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_UPD_300;
import static io.platen.protocol.Requirement.PLT_UPD_301;
import static io.platen.protocol.Requirement.PLT_UPD_302;
import static io.platen.protocol.Requirement.PLT_UPD_303;
import static io.platen.protocol.Requirement.PLT_UPD_304;
import static io.platen.protocol.Requirement.PLT_UPD_305;
import static io.platen.protocol.Requirement.PLT_UPD_306;
import static io.platen.protocol.Requirement.PLT_UPD_309;

import io.platen.conformance.adapter.Reply;
import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.GroundMaker.Change;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.release.Assignment;
import io.platen.protocol.release.AssignmentRequest;
import io.platen.protocol.release.Nonce;
import io.platen.protocol.release.Order;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Whose assignments a device obeys. */
final class DeviceAssignmentTests {
  private static final String HINT =
      "Check the signature, the device, the repository, the nonce and the time, in this order.";

  @Verifies(
      positive = {
        PLT_UPD_300,
        PLT_UPD_301,
        PLT_UPD_302,
        PLT_UPD_303,
        PLT_UPD_304,
        PLT_UPD_305,
        PLT_UPD_306,
        PLT_UPD_309
      },
      negative = PLT_UPD_300)
  void asks_with_a_new_nonce_and_does_what_is_assigned(DeviceUnderTest device, Checks checks) {
    // given
    UpdatePlay play = UpdatePlay.begin(device, checks);
    play.publish(UpdatePlay.RELEASE, Change.NONE);
    play.updates().order(new Order.Nothing());
    device.apply();
    long before = play.objects();
    // when
    Reply reply = play.install(UpdatePlay.RELEASE);
    // then
    DevicePlay.all(
        checks,
        play.objects() > before,
        "an assignment that is right; adapter apply",
        reply + ", " + (play.objects() - before) + " objects fetched",
        "the release is fetched",
        "Without this no test of a refusal would say anything.",
        PLT_UPD_301,
        PLT_UPD_302,
        PLT_UPD_303,
        PLT_UPD_304,
        PLT_UPD_305,
        PLT_UPD_306,
        PLT_UPD_309);
    List<Nonce> nonces = play.updates().asked().stream().map(AssignmentRequest::nonce).toList();
    checks.that(
        PLT_UPD_300,
        nonces.size() >= 2 && nonces.stream().distinct().count() == nonces.size(),
        "adapter apply, twice",
        nonces.size() + " questions, " + nonces.stream().distinct().count() + " nonces",
        "a nonce for each question",
        "Draw 32 bytes for each question.");
  }

  @Verifies(negative = PLT_UPD_301)
  void refuses_an_answer_to_another_question(DeviceUnderTest device, Checks checks) {
    refuses(
        PLT_UPD_301,
        "an assignment with another nonce",
        right ->
            new Assignment(
                right.device(),
                Nonce.of(new byte[Nonce.LENGTH]),
                right.time(),
                right.repository(),
                right.order()),
        device,
        checks);
  }

  @Verifies(negative = PLT_UPD_302)
  void refuses_what_is_assigned_to_another_device(DeviceUnderTest device, Checks checks) {
    refuses(
        PLT_UPD_302,
        "an assignment for another device",
        right ->
            new Assignment(
                UUID.randomUUID(), right.nonce(), right.time(), right.repository(), right.order()),
        device,
        checks);
  }

  @Verifies(negative = PLT_UPD_302)
  void refuses_what_is_about_another_repository(DeviceUnderTest device, Checks checks) {
    refuses(
        PLT_UPD_302,
        "an assignment about another repository",
        right ->
            new Assignment(right.device(), right.nonce(), right.time(), "other", right.order()),
        device,
        checks);
  }

  @Verifies(negative = PLT_UPD_303)
  void refuses_what_is_signed_under_a_certificate_that_is_not_named(
      DeviceUnderTest device, Checks checks) {
    refusesWhere(
        PLT_UPD_303,
        "an assignment under a certificate that the sync document does not name",
        play -> play.updates().signByAnother(),
        device,
        checks);
  }

  @Verifies(negative = PLT_UPD_303)
  void refuses_what_is_signed_under_a_certificate_of_another_authority(
      DeviceUnderTest device, Checks checks) {
    refusesWhere(
        PLT_UPD_303,
        "an assignment under a certificate of an authority that the device does not know",
        play -> play.tell(play.updates().toldByAStranger(), "strange"),
        device,
        checks);
  }

  @Verifies(negative = PLT_UPD_304)
  void refuses_a_time_outside_of_that_of_the_certificate(DeviceUnderTest device, Checks checks) {
    refuses(
        PLT_UPD_304,
        "an assignment of two years ago",
        right -> at(right, right.time().minus(Duration.ofDays(730))),
        device,
        checks);
  }

  @Verifies(negative = PLT_UPD_305)
  void refuses_an_assignment_that_is_too_long(DeviceUnderTest device, Checks checks) {
    // given: lines of signatures by nobody, before the right one
    refusesWhere(
        PLT_UPD_305,
        "an assignment of more than 16384 bytes",
        play -> play.updates().changeBytes(DeviceAssignmentTests::lengthened),
        device,
        checks);
  }

  @Verifies(negative = PLT_UPD_306)
  void judges_metadata_by_the_time_of_the_assignment(DeviceUnderTest device, Checks checks) {
    // given: metadata that is good for ten days
    refuses(
        PLT_UPD_306,
        "an assignment of twenty days from now, when the metadata will have expired",
        right -> at(right, right.time().plus(Duration.ofDays(20))),
        device,
        checks);
  }

  @Verifies(negative = PLT_UPD_309)
  void fetches_nothing_while_nothing_is_assigned(DeviceUnderTest device, Checks checks) {
    // given
    UpdatePlay play = UpdatePlay.begin(device, checks);
    play.publish(UpdatePlay.RELEASE, Change.NONE);
    play.updates().order(new Order.Nothing());
    // when
    Reply reply = device.apply();
    // then
    checks.need(!play.updates().asked().isEmpty(), "The device does not ask for an assignment");
    checks.that(
        PLT_UPD_309,
        play.objects() == 0,
        "an assignment to do nothing; adapter apply",
        reply + ", " + play.objects() + " objects fetched",
        "none",
        "Only an assignment begins an update.");
  }

  private static Assignment at(Assignment right, Instant time) {
    return new Assignment(right.device(), right.nonce(), time, right.repository(), right.order());
  }

  private static byte[] lengthened(byte[] right) {
    String text = new String(right, StandardCharsets.ISO_8859_1);
    int first = text.indexOf('\n') + 1;
    String line = "0".repeat(64) + " " + "A".repeat(20_000) + "\n";
    return (text.substring(0, first) + line + text.substring(first))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void refuses(
      Requirement requirement,
      String what,
      UnaryOperator<Assignment> change,
      DeviceUnderTest device,
      Checks checks) {
    refusesWhere(requirement, what, play -> play.updates().change(change), device, checks);
  }

  private static void refusesWhere(
      Requirement requirement,
      String what,
      Consumer<UpdatePlay> wrong,
      DeviceUnderTest device,
      Checks checks) {
    UpdatePlay.refuses(
        requirement,
        what,
        HINT,
        play -> {
          play.publish(UpdatePlay.RELEASE, Change.NONE);
          wrong.accept(play);
        },
        device,
        checks);
  }
}

package io.platen.conformance.suite;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Request;
import io.platen.protocol.Limit;
import io.platen.protocol.Requirement;
import io.platen.protocol.attack.Attack;
import io.platen.protocol.attack.Attacks;
import io.platen.protocol.attack.Stage;
import io.platen.protocol.report.Receipt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Plays attacks to the server: each gets its answer, and a good report after it a receipt. */
final class AttackPlay {
  /** Of a body without end, so much is sent: twice the limit. */
  private static final int DRIPPED = 2 * (int) Limit.DOCUMENT_BYTES.value();

  private static final int CHUNK = 512;
  private static final String ANNOUNCED = "1000000000";
  private static final URI NOWHERE = URI.create("http://callback.example/");

  private final ServerUnderTest server;
  private final Checks checks;

  AttackPlay(ServerUnderTest server, Checks checks) {
    this.server = server;
    this.checks = checks;
  }

  /** All that put one requirement to the test. */
  void play(Requirement requirement) {
    for (Attack attack : Attacks.all()) {
      if (attack.requirement() == requirement) {
        play(attack);
        goesOn(requirement, attack);
      }
    }
  }

  /** All that name something to fetch. */
  void playNaming(Callback callback) throws IOException {
    for (Attack attack : Attacks.all()) {
      Stage stage = stage(callback.uri());
      if (attack.sending() == Attack.Sending.WHOLE && names(attack, stage)) {
        Exchange exchange = server.send(request(attack, body(attack, stage)));
        checks.that(
            Requirement.PLT_XML_021,
            !callback.wasVisited(),
            exchange,
            "nobody comes to the address that the document names",
            hint(attack));
      }
    }
  }

  private static boolean names(Attack attack, Stage stage) {
    if (attack.coding().isPresent()) {
      return false;
    }
    String text = new String(body(attack, stage), StandardCharsets.ISO_8859_1);
    return text.contains(stage.callback().toString());
  }

  private void play(Attack attack) {
    Stage stage = stage(NOWHERE);
    byte[] body = body(attack, stage);
    if (attack.sending() != Attack.Sending.CUT) {
      check(attack, stage, server.send(request(attack, body)));
      return;
    }
    for (int length = 0; length < body.length; length++) {
      check(attack, stage, server.send(request(attack, Arrays.copyOf(body, length))));
    }
  }

  private void check(Attack attack, Stage stage, Exchange exchange) {
    attack
        .problem()
        .ifPresentOrElse(
            type -> checks.problem(attack.requirement(), exchange, type, hint(attack)),
            () ->
                checks.receipt(
                    attack.requirement(),
                    exchange,
                    new Receipt(stage.device(), stage.epoch(), 1),
                    hint(attack)));
  }

  private void goesOn(Requirement requirement, Attack attack) {
    ReportDocument report = ReportDocument.full(server);
    checks.receipt(
        requirement,
        server.report(report.text()),
        report.receipt(),
        "The server must go on answering after the attack " + attack.name() + ".");
  }

  private Request request(Attack attack, byte[] body) {
    Body sent = Body.of(attack.sending() == Attack.Sending.CHUNKS ? chunked(body) : body);
    Request request = Request.post(server.reports(), ServerUnderTest.MEDIA_TYPE, sent);
    if (attack.coding().isPresent()) {
      request = request.with("Content-Encoding", attack.coding().get());
    }
    return switch (attack.sending()) {
      case DRIP -> request.with("Content-Length", ANNOUNCED);
      case CHUNKS -> request.with("Transfer-Encoding", "chunked");
      case WHOLE, CUT -> request;
    };
  }

  /** Without the last chunk, which would be the end. */
  private static byte[] chunked(byte[] body) {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream(body.length + body.length / 50);
    for (int at = 0; at < body.length; at += CHUNK) {
      int length = Math.min(CHUNK, body.length - at);
      chunks.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      chunks.write(body, at, length);
      chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    return chunks.toByteArray();
  }

  private static byte[] body(Attack attack, Stage stage) {
    boolean endless =
        attack.sending() == Attack.Sending.DRIP || attack.sending() == Attack.Sending.CHUNKS;
    try (InputStream body = attack.open(stage)) {
      return endless ? body.readNBytes(DRIPPED) : body.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }

  private Stage stage(URI callback) {
    return new Stage(server.device(), UUID.randomUUID(), callback);
  }

  private static String hint(Attack attack) {
    return "Attack " + attack.name() + ": " + attack.about() + ".";
  }
}

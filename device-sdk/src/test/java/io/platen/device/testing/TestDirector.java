package io.platen.device.testing;

import com.sun.net.httpserver.HttpExchange;
import io.platen.protocol.assignment.AssignmentSigner;
import io.platen.protocol.codec.AssignmentCodec;
import io.platen.protocol.release.Assignment;
import io.platen.protocol.release.AssignmentRequest;
import io.platen.protocol.release.Order;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** The part of a server that assigns updates, and gives the files and objects of a maker. */
public final class TestDirector implements TestServer.Handler {
  private static final String UPDATES = "/download/v1/updates/" + TestMaker.REPOSITORY + "/";
  private static final int MUCH = 100_000;
  private static final String OBJECTS = "/download/v1/objects/";

  public final List<AssignmentRequest> asked = new CopyOnWriteArrayList<>();
  public final List<String> fetched = new CopyOnWriteArrayList<>();
  public volatile Order order = new Order.Nothing();
  public volatile Answer answer = (director, request) -> director.answer(request);
  public volatile TestServer.Handler before = exchange -> false;

  /** Is run before each part of an object. */
  public volatile Runnable pace = () -> {};

  /** So many bytes are sent at once. */
  public volatile int part = 32 * 1024;

  /** Whether a range ends where it was asked to. */
  public volatile boolean ends = true;

  private final UUID device;
  private final TestMaker maker;
  private final InstantSource clock;
  private final AssignmentSigner signer;

  /** What is answered to a question: a signed file, as a test may want it. */
  @FunctionalInterface
  public interface Answer {
    byte[] to(TestDirector director, AssignmentRequest request) throws GeneralSecurityException;
  }

  public TestDirector(UUID device, TestMaker maker, InstantSource clock, AssignmentSigner signer) {
    this.device = device;
    this.maker = maker;
    this.clock = clock;
    this.signer = signer;
  }

  /** As a good server does. */
  public byte[] answer(AssignmentRequest request) throws GeneralSecurityException {
    return signer.sign(assignment(request));
  }

  public Assignment assignment(AssignmentRequest request) {
    return new Assignment(device, request.nonce(), clock.instant(), TestMaker.REPOSITORY, order);
  }

  @Override
  public boolean handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (before.handle(exchange)) {
      return true;
    }
    if (path.equals("/download/v1/updates/assignment")) {
      assign(exchange);
    } else if (path.startsWith(UPDATES)) {
      file(exchange, maker.files.get(path.substring(UPDATES.length())));
    } else if (path.startsWith(OBJECTS)) {
      fetched.add(path.substring(OBJECTS.length()));
      file(exchange, maker.objects.get(path.substring(OBJECTS.length())));
    } else {
      return false;
    }
    return true;
  }

  private void assign(HttpExchange exchange) throws IOException {
    AssignmentRequest request = question(exchange);
    asked.add(request);
    try {
      TestServer.respond(exchange, 200, Assignment.MEDIA_TYPE, answer.to(this, request));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a device asks. */
  public static AssignmentRequest question(HttpExchange exchange) throws IOException {
    try {
      return AssignmentCodec.readRequest(exchange.getRequestBody().readAllBytes());
    } catch (ProtocolException e) {
      throw new IllegalStateException(e);
    }
  }

  private void file(HttpExchange exchange, byte[] file) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (file == null) {
      exchange.sendResponseHeaders(404, -1);
    } else if (range == null) {
      TestServer.respond(exchange, 200, "application/octet-stream", file);
    } else {
      String[] bounds = range.substring("bytes=".length()).split("-", -1);
      int from = Integer.parseInt(bounds[0]);
      int to = Math.min(file.length, Integer.parseInt(bounds[1]) + 1);
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + file.length);
      exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
      exchange.sendResponseHeaders(206, ends ? to - from : 0);
      for (int at = from, step; at < to; at += step) {
        step = Math.min(part, to - at);
        pace.run();
        exchange.getResponseBody().write(file, at, step);
        exchange.getResponseBody().flush();
      }
      for (int i = 0; !ends && i < MUCH; i++) {
        exchange.getResponseBody().write(new byte[part]);
      }
    }
  }
}

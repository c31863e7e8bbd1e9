package io.platen.device.printer.ipp;

import io.platen.device.printer.Traffic;
import io.platen.device.printer.web.Pins;
import io.platen.device.printer.web.WebClient;
import io.platen.device.printer.web.WebFailure;
import io.platen.device.printer.web.WebFailure.Kind;
import io.platen.device.printer.web.WebPage;
import io.platen.device.printer.web.WebRequest;
import io.platen.device.printer.web.WebResult;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One reading of one printer: finds the door that it answers at, and asks there once. */
final class IppVisit {
  private static final Logger LOG = System.getLogger(IppVisit.class.getName());
  private static final String MEDIA_TYPE = "application/ipp";

  /** IPP Everywhere and AirPrint; what came before it; CUPS. */
  private static final List<String> PATHS = List.of("/ipp/print", "/ipp", "/ipp/printer", "/");

  /** TLS did not come about: something else answered its beginning, hung up, or waits for more. */
  private static final Set<Kind> WITHOUT_TLS =
      Set.of(Kind.NO_TLS, Kind.BROKEN_OFF, Kind.NOT_HTTP, Kind.TIMED_OUT);

  private final WebClient web;
  private final Pins pins;
  private final InetAddress printer;
  private final int requestId;
  private Traffic traffic = Traffic.NONE;
  private @Nullable IppDoor door;
  private @Nullable Kind failure;

  IppVisit(WebClient web, Pins pins, InetAddress printer, int requestId) {
    this.web = web;
    this.pins = pins;
    this.printer = printer;
    this.requestId = requestId;
  }

  /** At the door that it answered at before. */
  Optional<IppAnswer> at(IppDoor known) throws InterruptedException {
    return knock(known);
  }

  /** At the first door that it answers at; empty where it has none. */
  Optional<IppAnswer> anywhere() throws InterruptedException {
    Optional<IppAnswer> answer = knock(true, IppDoor.IPP);
    if (answer.isEmpty() && mayGoWithoutTls()) {
      answer = knock(false, IppDoor.IPP);
    }
    return answer.isEmpty() && isSilent() ? knock(true, IppDoor.HTTPS) : answer;
  }

  /** Never where it has spoken TLS before: whoever stands between could have ended that. */
  private boolean mayGoWithoutTls() {
    String host = new IppDoor(true, IppDoor.IPP, "/", IppQuestion.IPP_2_0).origin(printer).key();
    return failure != null && WITHOUT_TLS.contains(failure) && pins.find(host).isEmpty();
  }

  private boolean isSilent() {
    return failure == Kind.UNREACHABLE;
  }

  private Optional<IppAnswer> knock(boolean secure, int port) throws InterruptedException {
    for (String path : PATHS) {
      Optional<IppAnswer> answer = knock(new IppDoor(secure, port, path, IppQuestion.IPP_2_0));
      if (answer.isPresent() || failure != null) {
        return answer;
      }
    }
    return Optional.empty();
  }

  private Optional<IppAnswer> knock(IppDoor at) throws InterruptedException {
    Optional<IppAnswer> answer = ask(at);
    if (answer.filter(IppAnswer::wantsOlderVersion).isPresent()) {
      return ask(at.inVersion(IppQuestion.IPP_1_1)).filter(IppAnswer::isSuccessful);
    }
    return answer.filter(IppAnswer::isSuccessful);
  }

  private Optional<IppAnswer> ask(IppDoor at) throws InterruptedException {
    byte[] question = new IppQuestion(at.version(), requestId, at.uri(printer)).encode();
    WebResult result =
        web.ask(WebRequest.post(at.origin(printer), at.path(), MEDIA_TYPE, question));
    traffic = traffic.plus(result.traffic());
    failure = null;
    if (result instanceof WebFailure failed) {
      failure = failed.kind();
      Level level = failure == Kind.CERTIFICATE_CHANGED ? Level.WARNING : Level.DEBUG;
      LOG.log(level, "Not read by IPP: " + failed.explanation());
      return Optional.empty();
    }
    return result instanceof WebPage page && page.isOk() ? read(page, at) : Optional.empty();
  }

  private Optional<IppAnswer> read(WebPage page, IppDoor at) {
    try {
      IppAnswer answer = IppAnswer.decode(page.body());
      boolean ours = answer.requestId() == requestId;
      if (ours && answer.isSuccessful()) {
        door = at;
      }
      return ours ? Optional.of(answer) : Optional.empty();
    } catch (MalformedIppException e) {
      // Not of this path alone: what answers there is no printer of ours.
      LOG.log(
          Level.WARNING, at.uri(printer) + " gives no answer that can be read. " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Where it has answered. */
  Optional<IppDoor> door() {
    return Optional.ofNullable(door);
  }

  /** Whether something there would not talk at all, and may do later. */
  boolean isAbsent() {
    return failure == Kind.UNREACHABLE || failure == Kind.TIMED_OUT;
  }

  Traffic traffic() {
    return traffic;
  }
}

package io.platen.reference.adapter;

import io.platen.device.DeviceConfig;
import io.platen.protocol.Requirement;
import io.platen.reference.adapter.TouchedLine.Touch;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.glassfish.jersey.client.ClientRequest;
import org.glassfish.jersey.client.ClientResponse;

/**
 * Our own device with a wrong part at its line, and the sentence that it breaks by that.
 *
 * @param touch made anew for each device: a line remembers nothing of another's
 */
record WrongDevice(String name, Requirement requirement, Supplier<Touch> touch) {
  static List<WrongDevice> all() {
    return List.of(
        new WrongDevice("never asks", Requirement.PLT_SYN_001, WrongDevice::lost),
        new WrongDevice("forgets its tag", Requirement.PLT_SYN_005, WrongDevice::withoutTag),
        new WrongDevice("invents a tag", Requirement.PLT_SYN_005, WrongDevice::inventedTag),
        new WrongDevice("puts its reports", Requirement.PLT_RPT_002, WrongDevice::put),
        new WrongDevice("knows one host", Requirement.PLT_LNK_010, WrongDevice::oneHost),
        new WrongDevice(
            "hears no Retry-After",
            Requirement.PLT_LNK_013,
            () -> without(HttpHeaders.RETRY_AFTER)),
        new WrongDevice(
            "repeats what was refused", Requirement.PLT_LNK_022, () -> taking(400, 503)),
        new WrongDevice("drops what failed", Requirement.PLT_LNK_023, () -> taking(503, 422)),
        new WrongDevice("hears no time", Requirement.PLT_LNK_053, () -> without(HttpHeaders.DATE)));
  }

  UnaryOperator<DeviceConfig.Builder> part() {
    return right -> right.connector(new TouchedLine(touch.get()));
  }

  @Override
  public String toString() {
    return name;
  }

  /** What is done to a request before it goes out. */
  private interface Asking {
    void change(ClientRequest request);
  }

  /** What is done to an answer before the device has it. */
  private interface Hearing {
    void change(ClientRequest request, ClientResponse answer);
  }

  private static Touch asking(Asking asking) {
    return (request, onward) -> {
      asking.change(request);
      return onward.apply(request);
    };
  }

  private static Touch hearing(Hearing hearing) {
    return (request, onward) -> {
      ClientResponse answer = onward.apply(request);
      hearing.change(request, answer);
      return answer;
    };
  }

  private static Touch without(String header) {
    return hearing((request, answer) -> answer.getHeaders().remove(header));
  }

  private static Touch withoutTag() {
    return asking(request -> request.getHeaders().remove(HttpHeaders.IF_NONE_MATCH));
  }

  private static Touch inventedTag() {
    return asking(
        request -> {
          if (isSync(request) && !request.getHeaders().containsKey(HttpHeaders.IF_NONE_MATCH)) {
            request.getHeaders().putSingle(HttpHeaders.IF_NONE_MATCH, "\"invented\"");
          }
        });
  }

  private static Touch put() {
    return asking(
        request -> {
          if (isReport(request)) {
            request.setMethod("PUT");
          }
        });
  }

  private static Touch taking(int status, int forAnother) {
    return hearing(
        (request, answer) -> {
          if (isReport(request) && answer.getStatus() == status) {
            answer.setStatus(forAnother);
          }
        });
  }

  private static Touch lost() {
    return asking(
        request -> {
          if (isSync(request)) {
            throw new ProcessingException(new IOException("lost"));
          }
        });
  }

  private static Touch oneHost() {
    AtomicReference<String> first = new AtomicReference<>();
    return asking(
        request -> {
          String host = request.getUri().getAuthority();
          if (isReport(request) && !first.compareAndSet(null, host) && !first.get().equals(host)) {
            throw new ProcessingException(new IOException("not known"));
          }
        });
  }

  private static boolean isSync(ClientRequest request) {
    return request.getUri().getPath().endsWith("/sync");
  }

  private static boolean isReport(ClientRequest request) {
    return request.getUri().getPath().endsWith("/reports");
  }
}

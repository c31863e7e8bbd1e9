package io.platen.conformance.peers;

import io.platen.conformance.wire.Hello;
import io.platen.conformance.wire.HttpsClient;
import io.platen.conformance.wire.Identity;
import io.platen.conformance.wire.Request;
import io.platen.conformance.wire.Response;
import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.xml.ProtocolException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the fake device asks its enrolment host why nobody answers, and what it gets wrong. */
final class FakeDiagnosis {
  private final URI asked;
  private final HttpsClient client;
  private final Optional<DeviceFault> fault;

  FakeDiagnosis(URI enrolment, HttpsClient client, Optional<DeviceFault> fault) {
    this.asked = enrolment.resolve("/.well-known/platen/diagnosis");
    this.client = client;
    this.fault = fault;
  }

  /** Whether it says that the device may not work. */
  boolean stops(Identity own) {
    Optional<Response> answer = ask(own);
    if (answer.isPresent()) {
      return !has(DeviceFault.IGNORES_A_DIAGNOSIS)
          && (isCutOff(answer.get()) || has(DeviceFault.STOPS_AT_ANY_DIAGNOSIS));
    }
    if (has(DeviceFault.SHOWS_ITS_CERTIFICATE_ALWAYS)) {
      return false;
    }
    // [PLT-TLS-035]
    return ask(null).filter(FakeDiagnosis::isCutOff).isPresent()
        || has(DeviceFault.TAKES_SILENCE_FOR_A_DIAGNOSIS);
  }

  private Optional<Response> ask(@Nullable Identity own) {
    return client.exchange(own, Hello.TLS_1_3, Request.get(asked)).outcome().answer();
  }

  /** [PLT-TLS-033] */
  private static boolean isCutOff(Response answer) {
    try {
      ProblemType type = ProblemCodec.read(answer.body().bytes()).type();
      return answer.status() == 200
          && (type == ProblemType.DEVICE_INACTIVE || type == ProblemType.CERTIFICATE_UNKNOWN);
    } catch (ProtocolException e) {
      return false;
    }
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}

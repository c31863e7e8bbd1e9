package io.platen.reference.device;

import io.platen.device.Enrolment;
import io.platen.protocol.problem.Problem;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** One line an event of an enrolment, for the person who installs the device. */
final class EnrolmentProgress implements Enrolment.Listener {
  private final PrintWriter out;

  EnrolmentProgress(PrintWriter out) {
    this.out = out;
  }

  private void line(String text) {
    out.println(text);
    out.flush();
  }

  @Override
  public void waiting(String words, Instant again) {
    line(
        "Waiting for approval. The server must show the same words: "
            + words
            + " (asked again at "
            + again.truncatedTo(ChronoUnit.SECONDS)
            + ")");
  }

  @Override
  public void failed(String message, Instant again) {
    line(
        "Not enrolled yet: "
            + message
            + " Tried again at "
            + again.truncatedTo(ChronoUnit.SECONDS));
  }

  /**
   * @param works whether the device has a certificate that it can go on with
   */
  boolean ended(Enrolment.Result result, boolean works) {
    Problem refusal = result.refusal();
    if (refusal == null) {
      line("Enrolled as device " + result.device());
      return true;
    }
    String detail = refusal.detail() == null ? "" : ": " + refusal.detail();
    line("Not enrolled: " + refusal.type().title() + detail);
    return works;
  }
}

package io.platen.conformance.peers;

import io.platen.conformance.wire.Response;
import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.codec.ReceiptCodec;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Receipt;
import io.platen.protocol.report.Report;
import io.platen.protocol.xml.ProtocolException;

/** What answers to a report of the fake device mean. */
final class FakeAnswers {
  private FakeAnswers() {}

  static boolean isReceipt(Report report, Response response) {
    try {
      return ReceiptCodec.read(response.body().bytes())
          .equals(new Receipt(report.device(), report.epoch(), report.sequence()));
    } catch (ProtocolException e) {
      return false;
    }
  }

  static boolean isBaseUnknown(Response response) {
    try {
      return ProblemCodec.read(response.body().bytes()).type() == ProblemType.BASE_UNKNOWN;
    } catch (ProtocolException e) {
      return false;
    }
  }
}

package io.platen.server.ingest.control;

import io.platen.protocol.Requirement;
import io.platen.protocol.codec.ReceiptCodec;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Receipt;
import io.platen.protocol.report.Report;
import io.platen.server.ingest.entity.ReportPlace;
import io.platen.server.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * By which steps a report is stored once, whoever sends it how often: those of the specification,
 * chapter RPT. Where it is stored is not its matter.
 */
public final class Intake {
  private Intake() {}

  /**
   * The port to what is stored, for one report of one device, within a transaction: what throws
   * from here on leaves nothing behind.
   *
   * @param <X> what it throws where it fails
   */
  public interface Memory<X extends Exception> {
    /**
     * Notes the contact, and locks the device's record: two uploads of one device follow each
     * other.
     *
     * @return false when the device was cut off meanwhile
     */
    boolean touch(Report report) throws X;

    /** False when the report's number is taken. */
    boolean add(Report report, byte[] digest, String receipt) throws X;

    /** The receipt that was given before; empty when it was given to another body. */
    Optional<String> repeat(Report report, byte[] digest) throws X;

    /** Null before the device's first report. */
    ReportPlace.@Nullable Stored findState() throws X;

    /** Whether the epoch has reports other than this one, which was added already. */
    boolean hasOthersOfEpoch(Report report);

    /** Writes what the report says: as the device's state, or as history alone. */
    void write(Report report, ReportPlace place) throws X;

    /** Moves the device's state on after the report was written. */
    void advance(Report report, ReportPlace place) throws X;
  }

  /**
   * [PLT-RPT-003] The certificate says who it is.
   *
   * @param device the one whose certificate was shown
   */
  public static void demandSender(UUID device, Report report) {
    if (!report.device().equals(device)) {
      throw new ProblemException(
          ProblemType.DEVICE_MISMATCH,
          "The report names device " + report.device() + ", its certificate " + device,
          Requirement.PLT_RPT_003.id());
    }
  }

  /**
   * @param report parsed and valid, of the device that is the memory's
   * @param digest SHA-256 of the body that it was parsed from
   * @return the receipt as XML, to be given out after the commit
   * @throws ProblemException when it is not taken
   */
  public static <X extends Exception> String take(Memory<X> memory, Report report, byte[] digest)
      throws X {
    // [PLT-TLS-008] [PLT-TLS-009]
    if (!memory.touch(report)) {
      throw new ProblemException(
          ProblemType.DEVICE_INACTIVE,
          "Device " + report.device() + " was just cut off",
          Requirement.PLT_TLS_008.id());
    }

    // [PLT-RPT-007] De-duplicate: the same again gives the same answer.
    Receipt answer = new Receipt(report.device(), report.epoch(), report.sequence());
    String receipt = new String(ReceiptCodec.write(answer), StandardCharsets.UTF_8);
    if (!memory.add(report, digest, receipt)) {
      return repeat(memory, report, digest);
    }

    // [PLT-RPT-013] What throws from here on leaves the sequence free [PLT-RPT-026].
    ReportPlace place =
        ReportPlace.of(memory.findState(), report, () -> memory.hasOthersOfEpoch(report));
    if (place == ReportPlace.BASE_UNKNOWN) {
      throw new ProblemException(
          ProblemType.BASE_UNKNOWN,
          "Report "
              + report.sequence()
              + " builds on "
              + report.base()
              + ", which is not the state that is stored here",
          Requirement.PLT_RPT_013.id());
    }
    memory.write(report, place);
    memory.advance(report, place);
    return receipt;
  }

  private static <X extends Exception> String repeat(Memory<X> memory, Report report, byte[] digest)
      throws X {
    return memory
        .repeat(report, digest)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.SEQUENCE_REUSED,
                    "Report "
                        + report.sequence()
                        + " of this epoch was stored with another body; a new body takes a new"
                        + " sequence, and a device that has lost count starts a new epoch",
                    Requirement.PLT_RPT_008.id()));
  }
}

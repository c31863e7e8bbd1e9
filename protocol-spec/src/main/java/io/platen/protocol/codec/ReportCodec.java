package io.platen.protocol.codec;

import io.platen.protocol.binding.LostXml;
import io.platen.protocol.binding.ObjectFactory;
import io.platen.protocol.binding.ObstacleXml;
import io.platen.protocol.binding.RemovedXml;
import io.platen.protocol.binding.ReportXml;
import io.platen.protocol.report.Obstacle;
import io.platen.protocol.report.Report;
import io.platen.protocol.xml.ProtocolException;
import io.platen.protocol.xml.SafeXml;
import io.platen.protocol.xml.XmlLimits;
import java.util.UUID;

/** The report as XML (chapter RPT). */
public final class ReportCodec {
  static final String VERSION = "1.0";

  /** What a device holds itself is as large as its printers make it; depth and lengths are not. */
  private static final SafeXml OWN =
      new SafeXml(XmlLimits.DEFAULT.withBytes(1 << 28).withCounts(1 << 28));

  private ReportCodec() {}

  /**
   * Texts that are too long or that XML cannot carry are made to fit.
   *
   * @throws IllegalArgumentException when the report would break its schema or a rule of chapter
   *     RPT; nothing else can be sent
   */
  public static byte[] write(Report report) {
    try {
      ReportRules.check(report);
    } catch (ProtocolException e) {
      throw new IllegalArgumentException(e.requirement() + ": " + e.getMessage(), e);
    }
    return Binding.PLATEN.write(new ObjectFactory().createReport(toXml(report)));
  }

  /**
   * @throws ProtocolException when the bytes are not a report that keeps to the protocol
   */
  public static Report read(byte[] xml) throws ProtocolException {
    return toReport(Binding.PLATEN.read(xml, "report", ReportXml.class));
  }

  /**
   * The same for what {@link #write} has made here, however much it holds: the limits of a document
   * are for what others send.
   *
   * @throws ProtocolException when the bytes are not a report
   */
  public static Report readOwn(byte[] xml) throws ProtocolException {
    return toReport(Binding.PLATEN.read(xml, "report", ReportXml.class, OWN));
  }

  private static Report toReport(ReportXml bound) throws ProtocolException {
    ReportRules.checkBase(bound);
    Report report = Binding.map(bound, ReportCodec::toRecord);
    ReportRules.check(report);
    return report;
  }

  private static Report toRecord(ReportXml xml) {
    return new Report(
        UUID.fromString(xml.getDevice()),
        UUID.fromString(xml.getEpoch()),
        xml.getSequence(),
        Names.constant(Report.Kind.class, xml.getKind()),
        xml.getBase(),
        xml.getCreated(),
        Names.constant(Report.ClockQuality.class, xml.getClock()),
        xml.getSoftware(),
        xml.getLost().stream()
            .map(lost -> new Report.Lost(lost.getFirst(), lost.getLast(), lost.getReason()))
            .toList(),
        xml.getPrinter().stream().map(PrinterMapper::read).toList(),
        xml.getRemoved().stream().map(RemovedXml::getKey).toList(),
        xml.getObstacle().stream().map(ReportCodec::toRecord).toList(),
        UpdateStateMapper.read(xml.getUpdates()));
  }

  private static ReportXml toXml(Report report) {
    ReportXml xml = new ReportXml();
    xml.setV(VERSION);
    xml.setDevice(report.device().toString());
    xml.setEpoch(report.epoch().toString());
    xml.setSequence(report.sequence());
    xml.setKind(Names.wire(report.kind()));
    xml.setBase(report.base());
    xml.setCreated(report.created());
    xml.setClock(Names.wire(report.clock()));
    xml.setSoftware(Texts.fit(report.software()));
    report.lost().forEach(lost -> xml.getLost().add(toXml(lost)));
    report.obstacles().forEach(obstacle -> xml.getObstacle().add(toXml(obstacle)));
    xml.setUpdates(UpdateStateMapper.write(report.updates()));
    report.printers().forEach(printer -> xml.getPrinter().add(PrinterMapper.write(printer)));
    report.removed().forEach(key -> xml.getRemoved().add(toXml(key)));
    return xml;
  }

  private static LostXml toXml(Report.Lost lost) {
    LostXml xml = new LostXml();
    xml.setFirst(lost.first());
    xml.setLast(lost.last());
    xml.setReason(lost.reason());
    return xml;
  }

  private static Obstacle toRecord(ObstacleXml xml) {
    return new Obstacle(
        xml.getHost(),
        xml.getKind(),
        xml.getIssuer(),
        xml.getKey(),
        xml.getFirst(),
        xml.getLast(),
        xml.getTimes());
  }

  private static ObstacleXml toXml(Obstacle obstacle) {
    ObstacleXml xml = new ObstacleXml();
    xml.setHost(Texts.fit(obstacle.host()));
    xml.setKind(obstacle.kind());
    xml.setIssuer(Texts.fit(obstacle.issuer()));
    xml.setKey(obstacle.key());
    xml.setFirst(obstacle.first());
    xml.setLast(obstacle.last());
    xml.setTimes(obstacle.times());
    return xml;
  }

  private static RemovedXml toXml(String removed) {
    RemovedXml xml = new RemovedXml();
    xml.setKey(removed);
    return xml;
  }
}

package io.platen.protocol.codec;

import io.platen.protocol.binding.AssignmentRequestXml;
import io.platen.protocol.binding.AssignmentXml;
import io.platen.protocol.binding.CancelInstallXml;
import io.platen.protocol.binding.InstallXml;
import io.platen.protocol.binding.MirrorXml;
import io.platen.protocol.binding.ObjectFactory;
import io.platen.protocol.binding.PairOfferXml;
import io.platen.protocol.binding.UpdateWindowXml;
import io.platen.protocol.release.Assignment;
import io.platen.protocol.release.AssignmentRequest;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Nonce;
import io.platen.protocol.release.Order;
import io.platen.protocol.release.Release.Bytes;
import io.platen.protocol.xml.ProtocolException;
import java.net.URI;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The question for an assignment, and the content of the signed answer, as XML (chapter UPD). Only
 * content whose signature holds may be read: {@link io.platen.protocol.assignment.AssignmentCheck}.
 */
public final class AssignmentCodec {
  private AssignmentCodec() {}

  /**
   * @throws IllegalArgumentException when it would break its schema
   */
  public static byte[] write(AssignmentRequest request) {
    AssignmentRequestXml xml = new AssignmentRequestXml();
    xml.setV(ReportCodec.VERSION);
    xml.setNonce(request.nonce().bytes());
    xml.setRepository(request.repository());
    xml.setHardware(request.hardware());
    xml.setRevision(request.revision());
    return Binding.PLATEN.write(new ObjectFactory().createAssignmentRequest(xml));
  }

  /**
   * @throws ProtocolException when the bytes are not such a question that keeps to the protocol
   */
  public static AssignmentRequest readRequest(byte[] document) throws ProtocolException {
    return Binding.map(
        Binding.PLATEN.read(document, "assignmentRequest", AssignmentRequestXml.class),
        xml ->
            new AssignmentRequest(
                Nonce.of(xml.getNonce()),
                xml.getRepository(),
                xml.getHardware(),
                xml.getRevision()));
  }

  /**
   * The content to sign.
   *
   * @throws IllegalArgumentException when it would break its schema
   */
  public static byte[] write(Assignment assignment) {
    AssignmentXml xml = new AssignmentXml();
    xml.setV(ReportCodec.VERSION);
    xml.setDevice(assignment.device().toString());
    xml.setNonce(assignment.nonce().bytes());
    xml.setTime(assignment.time());
    xml.setRepository(assignment.repository());
    assignment.order().match(new Writer(xml));
    return Binding.PLATEN.write(new ObjectFactory().createAssignment(xml));
  }

  /**
   * @param content whose signature holds
   * @throws ProtocolException when it is not an assignment that keeps to the protocol
   */
  public static Assignment read(byte[] content) throws ProtocolException {
    return Binding.map(
        Binding.PLATEN.read(content, "assignment", AssignmentXml.class),
        xml ->
            new Assignment(
                UUID.fromString(xml.getDevice()),
                Nonce.of(xml.getNonce()),
                xml.getTime(),
                xml.getRepository(),
                order(xml)));
  }

  private static Order order(AssignmentXml xml) {
    if (xml.getInstall() != null) {
      return install(xml.getInstall());
    }
    return xml.getCancel() == null
        ? new Order.Nothing()
        : new Order.Cancel(xml.getCancel().getRelease());
  }

  private static Order.Install install(InstallXml xml) {
    return new Order.Install(
        xml.getRelease(),
        xml.isConsent(),
        xml.getDeadline(),
        window(xml.getWindow()),
        xml.getMirror().stream().map(each -> URI.create(each.getUrl())).toList(),
        xml.getPair().stream().map(AssignmentCodec::pair).toList());
  }

  private static Order.@Nullable Window window(@Nullable UpdateWindowXml xml) {
    return xml == null
        ? null
        : new Order.Window(
            LocalTime.parse(xml.getFrom()), LocalTime.parse(xml.getTo()), ZoneId.of(xml.getZone()));
  }

  private static Order.Pair pair(PairOfferXml xml) {
    return new Order.Pair(
        ComponentName.of(xml.getComponent()).orElseThrow(),
        xml.getOld(),
        new Bytes(xml.getLength(), xml.getSha256()));
  }

  /** Puts an order into its document. */
  private record Writer(AssignmentXml xml) implements Order.Cases<AssignmentXml> {
    @Override
    public AssignmentXml install(Order.Install order) {
      InstallXml install = new InstallXml();
      install.setRelease(order.release());
      install.setConsent(order.consent());
      install.setDeadline(order.deadline());
      install.setWindow(window(order.window()));
      for (URI mirror : order.mirrors()) {
        MirrorXml each = new MirrorXml();
        each.setUrl(mirror.toString());
        install.getMirror().add(each);
      }
      order.pairs().forEach(each -> install.getPair().add(pair(each)));
      xml.setInstall(install);
      return xml;
    }

    @Override
    public AssignmentXml cancel(Order.Cancel order) {
      CancelInstallXml cancel = new CancelInstallXml();
      cancel.setRelease(order.release());
      xml.setCancel(cancel);
      return xml;
    }

    @Override
    public AssignmentXml nothing(Order.Nothing order) {
      return xml;
    }

    private static @Nullable UpdateWindowXml window(Order.@Nullable Window window) {
      if (window == null) {
        return null;
      }
      UpdateWindowXml made = new UpdateWindowXml();
      made.setFrom(window.from().toString());
      made.setTo(window.to().toString());
      made.setZone(window.zone().getId());
      return made;
    }

    private static PairOfferXml pair(Order.Pair pair) {
      PairOfferXml made = new PairOfferXml();
      made.setComponent(pair.component().token());
      made.setOld(pair.old());
      made.setLength(pair.pack().length());
      made.setSha256(pair.pack().sha256());
      return made;
    }
  }
}

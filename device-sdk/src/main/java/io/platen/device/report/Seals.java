package io.platen.device.report;

import io.platen.device.port.Keys;
import io.platen.device.store.DeviceStore;
import io.platen.device.store.StoreException;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.report.Report;
import io.platen.protocol.report.SealedHeader;
import io.platen.protocol.seal.Sealer;
import io.platen.protocol.seal.SealingCertificate;
import io.platen.protocol.sync.SyncDocument.Sealing;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * For whom this device seals its reports (chapter SEA). The certificate comes with a sync document
 * and is kept: once there is one, no report is stored or sent in another way.
 */
public final class Seals {
  private static final String RECIPIENT = "sealing-certificate";
  private static final String REPORT = "report";
  private static final String RESULT = "result";

  private final DeviceStore store;
  private final @Nullable Keys keys;
  private final Sealer sealer;
  private volatile @Nullable X509Certificate recipient;

  public Seals(DeviceStore store, Keys keys, SecureRandom random) throws StoreException {
    this(store, keys, new Sealer(random));
  }

  private Seals(DeviceStore store, @Nullable Keys keys, Sealer sealer) throws StoreException {
    this.store = store;
    this.keys = keys;
    this.sealer = sealer;
    Optional<byte[]> kept = store.find(RECIPIENT);
    this.recipient = kept.isPresent() ? kept(kept.get()) : null;
  }

  private static X509Certificate kept(byte[] der) {
    try {
      return SealingCertificate.parse(der);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The device reads what it wrote itself", e);
    }
  }

  /** Of a device that has no sealing key, and gets none. */
  static Seals none(DeviceStore store) throws StoreException {
    return new Seals(store, null, new Sealer(new SecureRandom()));
  }

  /** Whether reports are sealed: from the first good certificate on. PLT-SEA-003. */
  boolean areOn() {
    return recipient != null;
  }

  /**
   * [PLT-SEA-006] Takes the first certificate that is good. A document that names none changes
   * nothing.
   *
   * @return why none could be taken; empty where one was, or none was named
   */
  public Optional<String> adopt(@Nullable Sealing told) throws StoreException {
    Keys own = keys;
    if (told == null || own == null) {
      return Optional.empty();
    }
    List<String> refusals = new ArrayList<>();
    try {
      Keys.Material material = own.load();
      SealingCertificate.demandP256(material.certificate());
      for (X509Certificate each : told.certificates()) {
        Optional<String> violation = SealingCertificate.violation(each, material.authorities());
        if (violation.isEmpty()) {
          keep(each);
          return Optional.empty();
        }
        refusals.add(violation.get());
      }
    } catch (GeneralSecurityException e) {
      refusals.add(String.valueOf(e.getMessage()));
    }
    return Optional.of(
        (areOn() ? "The sealing key before holds on" : "Reports go unsealed")
            + ": "
            + String.join("; ", refusals));
  }

  private void keep(X509Certificate certificate) throws StoreException, GeneralSecurityException {
    if (!certificate.equals(recipient)) {
      byte[] der = certificate.getEncoded();
      store.change(writer -> writer.put(RECIPIENT, der));
      recipient = certificate;
    }
  }

  /** [PLT-SEA-001] A report as it is stored. */
  Entry entry(Report report) {
    X509Certificate server = recipient;
    Keys own = keys;
    if (server == null || own == null) {
      return Entry.of(report);
    }
    SealedHeader header =
        new SealedHeader(
            report.device(),
            report.epoch(),
            report.sequence(),
            SealingCertificate.audience(server),
            REPORT,
            report.created());
    return Entry.sealed(report, seal(header, ReportCodec.write(report), own, server));
  }

  /** [PLT-CMD-030] A piece of a result as it is stored and sent. */
  public LiveMessage document(CommandResult piece) {
    X509Certificate server = recipient;
    Keys own = keys;
    if (server == null || own == null) {
      return piece;
    }
    SealedHeader header =
        new SealedHeader(
            piece.device(),
            piece.command(),
            piece.number(),
            SealingCertificate.audience(server),
            RESULT,
            piece.at());
    byte[] sealed = seal(header, LiveCodec.write(piece), own, server);
    return new LiveMessage.Envelope(
        piece.command(), piece.number(), new LiveMessage.SignedBytes(sealed));
  }

  private byte[] seal(SealedHeader header, byte[] xml, Keys own, X509Certificate server) {
    try {
      Keys.Material material = own.load();
      return sealer.seal(header, Gzip.pack(xml), material.key(), material.certificate(), server);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "The " + header.type() + " cannot be sealed: " + e.getMessage(), e);
    }
  }
}

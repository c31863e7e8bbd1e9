package io.platen.protocol.codec;

import io.platen.protocol.binding.SealingXml;
import io.platen.protocol.binding.UpdatesXml;
import io.platen.protocol.sync.SyncDocument.Sealing;
import io.platen.protocol.sync.SyncDocument.Updates;
import org.jspecify.annotations.Nullable;

/** The certificates for sealing, and those of assignments, in a sync document. */
final class KeysMapper {
  private KeysMapper() {}

  static @Nullable SealingXml write(@Nullable Sealing sealing) {
    if (sealing == null) {
      return null;
    }
    SealingXml xml = new SealingXml();
    xml.setRequired(sealing.required());
    sealing.certificates().forEach(each -> xml.getCertificate().add(Certificates.write(each)));
    return xml;
  }

  static @Nullable Sealing read(@Nullable SealingXml xml) {
    return xml == null
        ? null
        : new Sealing(
            xml.isRequired(),
            xml.getCertificate().stream()
                .map(each -> Certificates.read("A sealing certificate", each))
                .toList());
  }

  static @Nullable UpdatesXml write(@Nullable Updates updates) {
    if (updates == null) {
      return null;
    }
    UpdatesXml xml = new UpdatesXml();
    xml.setBytesPerDay(updates.bytesPerDay());
    updates.certificates().forEach(each -> xml.getCertificate().add(Certificates.write(each)));
    return xml;
  }

  static @Nullable Updates read(@Nullable UpdatesXml xml) {
    return xml == null
        ? null
        : new Updates(
            xml.getCertificate().stream()
                .map(each -> Certificates.read("A certificate of assignments", each))
                .toList(),
            xml.getBytesPerDay());
  }
}

package io.platen.protocol.codec;

import io.platen.protocol.binding.update.ObjectFactory;
import io.platen.protocol.binding.update.RootXml;
import io.platen.protocol.binding.update.SnapshotXml;
import io.platen.protocol.binding.update.TargetsXml;
import io.platen.protocol.binding.update.TimestampXml;
import io.platen.protocol.update.Metadata;
import io.platen.protocol.update.MetadataCodec;
import io.platen.protocol.update.MetadataException;
import io.platen.protocol.update.MetadataException.Reason;
import io.platen.protocol.update.RootMetadata;
import io.platen.protocol.update.SignedFile;
import io.platen.protocol.update.SnapshotMetadata;
import io.platen.protocol.update.TargetsMetadata;
import io.platen.protocol.update.TimestampMetadata;
import io.platen.protocol.xml.ProtocolException;

/** Metadata of updates as XML inside signed files (chapter UPD); the form that devices read. */
public final class XmlMetadata implements MetadataCodec {

  @Override
  public String extension() {
    return "xml";
  }

  @Override
  public SignedFile open(String role, byte[] file) throws MetadataException {
    return SignedForm.read(role, file);
  }

  @Override
  public <M extends Metadata> M read(Class<M> type, String role, byte[] content)
      throws MetadataException {
    try {
      return type.cast(read(type, content));
    } catch (ProtocolException e) {
      MetadataException refusal =
          new MetadataException(
              Reason.MALFORMED,
              role,
              String.valueOf(e.requirement()),
              e.getMessage() + " (line " + e.line() + ")");
      refusal.initCause(e);
      throw refusal;
    }
  }

  private static Metadata read(Class<?> type, byte[] content) throws ProtocolException {
    Binding binding = Binding.UPDATE;
    if (type == RootMetadata.class) {
      return Binding.map(binding.read(content, "root", RootXml.class), MetadataMapper::root);
    }
    if (type == TimestampMetadata.class) {
      return Binding.map(
          binding.read(content, "timestamp", TimestampXml.class), MetadataMapper::timestamp);
    }
    if (type == SnapshotMetadata.class) {
      return Binding.map(
          binding.read(content, "snapshot", SnapshotXml.class), MetadataMapper::snapshot);
    }
    return Binding.map(binding.read(content, "targets", TargetsXml.class), MetadataMapper::targets);
  }

  /**
   * The content to sign.
   *
   * @throws IllegalArgumentException when it would break its schema
   */
  public byte[] write(Metadata metadata) {
    ObjectFactory factory = new ObjectFactory();
    if (metadata instanceof RootMetadata root) {
      return Binding.UPDATE.write(factory.createRoot(MetadataMapper.write(root)));
    }
    if (metadata instanceof TimestampMetadata timestamp) {
      return Binding.UPDATE.write(factory.createTimestamp(MetadataMapper.write(timestamp)));
    }
    if (metadata instanceof SnapshotMetadata snapshot) {
      return Binding.UPDATE.write(factory.createSnapshot(MetadataMapper.write(snapshot)));
    }
    return Binding.UPDATE.write(
        factory.createTargets(MetadataMapper.write((TargetsMetadata) metadata)));
  }
}

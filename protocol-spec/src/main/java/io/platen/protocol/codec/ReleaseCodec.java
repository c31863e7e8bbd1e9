package io.platen.protocol.codec;

import io.platen.protocol.binding.update.BytesXml;
import io.platen.protocol.binding.update.ComponentXml;
import io.platen.protocol.binding.update.HardwareXml;
import io.platen.protocol.binding.update.ObjectFactory;
import io.platen.protocol.binding.update.ReleaseXml;
import io.platen.protocol.binding.update.RequiresXml;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.ComponentVersion;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Bytes;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.release.Release.DataForms;
import io.platen.protocol.release.Release.Hardware;
import io.platen.protocol.release.Release.Requires;
import io.platen.protocol.xml.ProtocolException;

/**
 * Releases as XML (chapter UPD). Only bytes that signed metadata has named may be read: {@link
 * io.platen.protocol.update.TargetFile#matches}.
 */
public final class ReleaseCodec {
  private ReleaseCodec() {}

  /**
   * @throws ProtocolException when it breaks the schema, or says what cannot be
   */
  public static Release read(byte[] document) throws ProtocolException {
    return Binding.map(
        Binding.UPDATE.read(document, "release", ReleaseXml.class), ReleaseCodec::release);
  }

  /**
   * @throws IllegalArgumentException when it would break its schema
   */
  public static byte[] write(Release release) {
    return Binding.UPDATE.write(new ObjectFactory().createRelease(xml(release)));
  }

  private static Release release(ReleaseXml xml) {
    return new Release(
        xml.getId(),
        xml.getHardware().stream().map(ReleaseCodec::hardware).toList(),
        xml.getComponent().stream().map(ReleaseCodec::component).toList(),
        new DataForms(xml.getDataReads(), xml.getDataWrites()));
  }

  private static Hardware hardware(HardwareXml xml) {
    Integer to = xml.getTo();
    return new Hardware(xml.getModel(), xml.getFrom(), to == null ? Integer.MAX_VALUE : to);
  }

  private static Component component(ComponentXml xml) {
    return new Component(
        name(xml.getName()),
        ComponentVersion.of(xml.getVersion()),
        xml.getCounter(),
        xml.getLength(),
        xml.getSha256(),
        new Bytes(xml.getChunks().getLength(), xml.getChunks().getSha256()),
        xml.getRequires().stream().map(ReleaseCodec::requires).toList());
  }

  private static Requires requires(RequiresXml xml) {
    return new Requires(name(xml.getComponent()), ComponentVersion.of(xml.getVersion()));
  }

  private static ComponentName name(String token) {
    return ComponentName.of(token).orElseThrow();
  }

  private static ReleaseXml xml(Release release) {
    ReleaseXml xml = new ReleaseXml();
    xml.setId(release.id());
    xml.setDataReads(release.data().reads());
    xml.setDataWrites(release.data().writes());
    release.hardware().forEach(each -> xml.getHardware().add(xml(each)));
    release.components().forEach(each -> xml.getComponent().add(xml(each)));
    return xml;
  }

  private static HardwareXml xml(Hardware hardware) {
    HardwareXml xml = new HardwareXml();
    xml.setModel(hardware.model());
    xml.setFrom(hardware.from());
    if (hardware.to() < Integer.MAX_VALUE) {
      xml.setTo(hardware.to());
    }
    return xml;
  }

  private static ComponentXml xml(Component component) {
    ComponentXml xml = new ComponentXml();
    xml.setName(component.name().token());
    xml.setVersion(component.version().toString());
    xml.setCounter(component.counter());
    xml.setLength(component.length());
    xml.setSha256(component.sha256());
    BytesXml chunks = new BytesXml();
    chunks.setLength(component.chunks().length());
    chunks.setSha256(component.chunks().sha256());
    xml.setChunks(chunks);
    for (Requires each : component.requires()) {
      RequiresXml requires = new RequiresXml();
      requires.setComponent(each.component().token());
      requires.setVersion(each.version().toString());
      xml.getRequires().add(requires);
    }
    return xml;
  }
}

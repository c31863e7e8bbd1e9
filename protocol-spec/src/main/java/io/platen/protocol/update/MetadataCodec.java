package io.platen.protocol.update;

/**
 * A form of metadata files. Devices use XML; the procedure does not know, so that TUF's own JSON
 * can drive it too.
 */
public interface MetadataCodec {

  /** What file names end with, e.g. {@code xml}. */
  String extension();

  /**
   * Tells apart what is signed and the signatures, without reading what is signed. [PLT-UPD-001]
   *
   * @param role whose file it should be; a file of another role is refused
   * @throws MetadataException when the file has not the form
   */
  SignedFile open(String role, byte[] file) throws MetadataException;

  /**
   * Reads what was signed, after the signatures held.
   *
   * @throws MetadataException when it is not metadata of this type
   */
  <M extends Metadata> M read(Class<M> type, String role, byte[] content) throws MetadataException;
}

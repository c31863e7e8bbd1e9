package io.platen.protocol.update;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one metadata file says of another.
 *
 * @param length in bytes; null where it does not say
 * @param hashes by algorithm ({@code sha256}, {@code sha512}), in lower case hexadecimal; may be
 *     empty in JSON, never in XML
 */
public record MetaFile(long version, @Nullable Long length, Map<String, String> hashes) {
  public MetaFile {
    Metadata.check(version);
    hashes = Map.copyOf(hashes);
  }
}

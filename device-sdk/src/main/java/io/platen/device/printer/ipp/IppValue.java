package io.platen.device.printer.ipp;

import io.platen.device.snmp.Texts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One value of an attribute, as it stands on the wire. */
final class IppValue {
  private static final Texts TEXTS = new Texts(OptionalLong.empty());

  private final int tag;
  private final byte[] bytes;

  IppValue(int tag, byte[] bytes) {
    this.tag = tag;
    this.bytes = bytes.clone();
  }

  /** Empty where it is no integer, or an out-of-band value such as {@code unknown}. */
  OptionalInt integer() {
    return tag == IppTag.INTEGER || tag == IppTag.ENUM
        ? OptionalInt.of(ByteBuffer.wrap(bytes).getInt())
        : OptionalInt.empty();
  }

  /** Empty where it is no text, or nothing readable is left of it. */
  Optional<String> text(int longest) {
    if (tag == IppTag.TEXT_WITH_LANGUAGE || tag == IppTag.NAME_WITH_LANGUAGE) {
      return withLanguage().flatMap(text -> TEXTS.read(text, longest));
    }
    return IppTag.isText(tag) ? TEXTS.read(bytes, longest) : Optional.empty();
  }

  /** RFC 8010 section 3.9: two lengths and two texts; the second is the text itself. */
  private Optional<byte[]> withLanguage() {
    ByteBuffer parts = ByteBuffer.wrap(bytes);
    for (boolean language = true; parts.remaining() >= Short.BYTES; language = false) {
      int length = Short.toUnsignedInt(parts.getShort());
      if (length > parts.remaining()) {
        return Optional.empty();
      }
      byte[] part = new byte[length];
      parts.get(part);
      if (!language) {
        return Optional.of(part);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return "IppValue["
        + Integer.toHexString(tag)
        + ", "
        + new String(bytes, StandardCharsets.ISO_8859_1)
        + "]";
  }
}

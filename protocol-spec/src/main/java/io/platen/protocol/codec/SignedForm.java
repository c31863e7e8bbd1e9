package io.platen.protocol.codec;

import io.platen.protocol.update.MetadataException;
import io.platen.protocol.update.MetadataException.Reason;
import io.platen.protocol.update.SignedFile;
import io.platen.protocol.update.SignedFile.Signature;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of a signed file (chapter UPD, "A signed file"): a line that names the role, a line a
 * signature, an empty line, and then the bytes that are signed, untouched to the end of the file.
 */
public final class SignedForm {
  /** Signatures of one file. */
  public static final int MOST_SIGNATURES = 64;

  private static final String MAGIC = "PLATEN-1";
  private static final Pattern FIRST = Pattern.compile(MAGIC + " ([a-z][a-z0-9-]{0,63})");
  private static final Pattern SIGNATURE =
      Pattern.compile("([0-9a-f]{64}) ([A-Za-z0-9+/]{4,24000}={0,2})");
  private static final int LONGEST_LINE = 24_100;

  private SignedForm() {}

  /**
   * What a key signs: the role and both lengths stand in it, so that no signature is good for
   * another role, nor for a part of the file. [PLT-UPD-001]
   */
  public static byte[] message(String role, byte[] content) {
    ByteArrayOutputStream message = new ByteArrayOutputStream(content.length + 96);
    message.writeBytes(
        (MAGIC + " " + role.length() + " " + role + " " + content.length + " ")
            .getBytes(StandardCharsets.US_ASCII));
    message.writeBytes(content);
    return message.toByteArray();
  }

  /** Puts a file together. */
  public static byte[] write(String role, byte[] content, List<Signature> signatures) {
    StringBuilder head = new StringBuilder(MAGIC).append(' ').append(role).append('\n');
    for (Signature signature : signatures) {
      byte[] value = HexFormat.of().parseHex(signature.value());
      head.append(signature.keyId())
          .append(' ')
          .append(Base64.getEncoder().encodeToString(value))
          .append('\n');
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(head.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
    file.writeBytes(content);
    return file.toByteArray();
  }

  /**
   * Takes a file apart.
   *
   * @throws MetadataException when it has not this form, or is a file of another role
   */
  public static SignedFile read(String role, byte[] file) throws MetadataException {
    Lines lines = new Lines(role, file);
    Matcher first = FIRST.matcher(lines.next());
    if (!first.matches()) {
      throw lines.wrong("it does not begin with \"" + MAGIC + "\" and a role");
    }
    if (!first.group(1).equals(role)) {
      throw lines.wrong("it is a file of the role " + first.group(1));
    }
    List<Signature> signatures = new ArrayList<>();
    for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
      if (signatures.size() == MOST_SIGNATURES) {
        throw lines.wrong("it has more than " + MOST_SIGNATURES + " signatures");
      }
      signatures.add(signature(line, lines));
    }
    byte[] content = lines.rest();
    return new SignedFile(message(role, content), content, signatures);
  }

  private static Signature signature(String line, Lines lines) throws MetadataException {
    Matcher found = SIGNATURE.matcher(line);
    if (!found.matches()) {
      throw lines.wrong("a line is no signature");
    }
    try {
      byte[] value = Base64.getDecoder().decode(found.group(2));
      // One signature has one form: the decoder would let pass bits that stand for nothing.
      if (!Base64.getEncoder().encodeToString(value).equals(found.group(2))) {
        throw lines.wrong("a signature is not Base64 as RFC 4648 section 3.5 has it");
      }
      return new Signature(found.group(1), HexFormat.of().formatHex(value));
    } catch (IllegalArgumentException e) {
      throw lines.wrong("a signature is not Base64");
    }
  }

  /** Lines of ASCII at the start of bytes, each ended by one line feed. */
  private static final class Lines {
    private final String role;
    private final byte[] file;
    private int at;

    Lines(String role, byte[] file) {
      this.role = role;
      this.file = file;
    }

    String next() throws MetadataException {
      int start = at;
      while (at < file.length && file[at] != '\n' && at - start <= LONGEST_LINE) {
        at++;
      }
      if (at == file.length || file[at] != '\n') {
        throw wrong("its head does not end");
      }
      return new String(file, start, at++ - start, StandardCharsets.ISO_8859_1);
    }

    byte[] rest() {
      return java.util.Arrays.copyOfRange(file, at, file.length);
    }

    MetadataException wrong(String what) {
      return new MetadataException(
          Reason.MALFORMED, role, "PLT-UPD-001", "This is no signed file: " + what);
    }
  }
}

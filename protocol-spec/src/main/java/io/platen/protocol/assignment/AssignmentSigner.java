package io.platen.protocol.assignment;

import io.platen.protocol.codec.AssignmentCodec;
import io.platen.protocol.codec.SignedForm;
import io.platen.protocol.release.Assignment;
import io.platen.protocol.update.SignedFile;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;

/**
 * Signs assignments: the server's side, and that of tests.
 *
 * @param certificate which the sync document names
 */
public record AssignmentSigner(X509Certificate certificate, PrivateKey key) {

  /**
   * The signed file.
   *
   * @throws IllegalArgumentException when the assignment would break its schema
   * @throws GeneralSecurityException when the key cannot sign
   */
  public byte[] sign(Assignment assignment) throws GeneralSecurityException {
    byte[] content = AssignmentCodec.write(assignment);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key);
    signature.update(SignedForm.message(Assignment.ROLE, content));
    SignedFile.Signature line =
        new SignedFile.Signature(
            AssignmentKey.of(certificate).id(), HexFormat.of().formatHex(signature.sign()));
    return SignedForm.write(Assignment.ROLE, content, List.of(line));
  }
}

package io.platen.conformance.peers;

import io.platen.conformance.peers.FakeProtocol.Answer;
import io.platen.protocol.sync.ListedProfile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one printer profile that the fake server lists. */
final class FakeProfiles {
  static final String PATH = "/download/v1/profiles/";

  private static final byte[] BYTES =
      """
      <profile xmlns="urn:platen:printer-profile:1" id="inkwell" version="3" maker="Inkwell">
        <sources><source id="seen" confidence="low">Invented for this server</source></sources>
        <recognise from="seen"><objectId prefix="1.3.6.1.4.1.32473.1"/></recognise>
      </profile>
      """
          .getBytes(StandardCharsets.UTF_8);

  private final Optional<Fault> fault;

  FakeProfiles(Optional<Fault> fault) {
    this.fault = fault;
  }

  ListedProfile listed() {
    return new ListedProfile("inkwell", 3, sha256(), BYTES.length);
  }

  /** Empty where there is none under this path. */
  Optional<Answer> find(String path, @Nullable String query) {
    boolean found = path.equals(PATH + sha256()) && !has(Fault.HAS_NO_PROFILES);
    if (!found && !has(Fault.GIVES_PROFILES_UNDER_ANY_NAME)) {
      return Optional.empty();
    }
    boolean other =
        has(Fault.GIVES_OTHER_PROFILES)
            || (has(Fault.GIVES_THE_PROFILE_THAT_IS_ASKED_FOR) && query != null);
    byte[] bytes = other ? "<profile/>".getBytes(StandardCharsets.UTF_8) : BYTES.clone();
    return Optional.of(Answer.of(200, "application/vnd.platen+xml", bytes));
  }

  private boolean has(Fault one) {
    return fault.filter(one::equals).isPresent();
  }

  private static String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}

package io.platen.server.access.control;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import io.platen.server.access.entity.Passkey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The verification of Web Authentication, sections 7.1 and 7.2, by webauthn4j: signature,
 * challenge, origin, relying party, user presence and verification, counter. Who made the
 * authenticator is not asked (attestation "none"): any that a user trusts is good.
 */
@ApplicationScoped
class PasskeyCheck {
  private static final Logger LOG = System.getLogger(PasskeyCheck.class.getName());

  /** What a page may ask for; -7, -8 and -257 in COSE's numbers. */
  static final List<PublicKeyCredentialParameters> ALGORITHMS =
      Stream.of(
              COSEAlgorithmIdentifier.ES256,
              COSEAlgorithmIdentifier.EdDSA,
              COSEAlgorithmIdentifier.RS256)
          .map(each -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, each))
          .toList();

  /** Larger ones are no credential. */
  private static final int LARGEST = 20_000;

  private final ObjectConverter converter = new ObjectConverter();
  private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);
  private final AttestedCredentialDataConverter attested =
      new AttestedCredentialDataConverter(converter);
  private String rpId;
  private Set<Origin> origins;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected PasskeyCheck() {}

  /** People come by the console's own port, or through something that stands before it at 443. */
  @Inject
  PasskeyCheck(
      @ConfigProperty(name = "platen.public.host", defaultValue = "localhost") String host,
      @ConfigProperty(name = "platen.console.port", defaultValue = "8444") int port) {
    this.rpId = host;
    this.origins =
        Stream.of("https://" + host, "https://" + host + ":" + port)
            .map(Origin::new)
            .collect(Collectors.toUnmodifiableSet());
  }

  String rpId() {
    return rpId;
  }

  /** A user's id for authenticators; tells nothing of the name. */
  static byte[] handle(long user) {
    return ByteBuffer.allocate(Long.BYTES).putLong(user).array();
  }

  byte[] bytes(AttestedCredentialData data) {
    return attested.convert(data);
  }

  /**
   * @param asked whether we gave this challenge; takes it
   */
  Optional<RegistrationData> registration(String json, Predicate<String> asked) {
    return checked(
        json,
        () -> {
          RegistrationData data = manager.parseRegistrationResponseJSON(json);
          Optional<ServerProperty> server = server(data.getCollectedClientData(), asked);
          return server.map(
              each ->
                  manager.verify(data, new RegistrationParameters(each, ALGORITHMS, true, true)));
        });
  }

  /** Which passkey this claims to be. */
  Optional<byte[]> credential(String json) {
    return checked(
        json,
        () -> Optional.ofNullable(manager.parseAuthenticationResponseJSON(json).getCredentialId()));
  }

  Optional<AuthenticationData> authentication(
      String json, Passkey passkey, Predicate<String> asked) {
    return checked(
        json,
        () -> {
          AuthenticationData data = manager.parseAuthenticationResponseJSON(json);
          byte[] owner = data.getUserHandle();
          if (owner != null && !Arrays.equals(owner, handle(passkey.user()))) {
            return Optional.empty();
          }
          return server(data.getCollectedClientData(), asked)
              .map(
                  each ->
                      manager.verify(
                          data,
                          new AuthenticationParameters(each, record(passkey), null, true, true)));
        });
  }

  private Optional<ServerProperty> server(
      @Nullable CollectedClientData client, Predicate<String> asked) {
    if (client == null) {
      return Optional.empty();
    }
    byte[] challenge = client.getChallenge().getValue();
    String text = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(challenge);
    return asked.test(text)
        ? Optional.of(
            ServerProperty.builder()
                .origins(origins)
                .rpId(rpId)
                .challenge(new DefaultChallenge(challenge))
                .build())
        : Optional.empty();
  }

  private CredentialRecordImpl record(Passkey passkey) {
    return new CredentialRecordImpl(
        new NoneAttestationStatement(),
        true,
        passkey.key().mayBeBackedUp(),
        passkey.key().isBackedUp(),
        passkey.counter(),
        attested.convert(passkey.key().attested()),
        null,
        null,
        null,
        null);
  }

  /**
   * What strangers send is refused by the library with exceptions of its own; gaps, with null's.
   */
  private static <T> Optional<T> checked(
      String json, java.util.function.Supplier<Optional<T>> work) {
    if (json.length() > LARGEST) {
      return Optional.empty();
    }
    try {
      return work.get();
    } catch (WebAuthnException | IllegalArgumentException | NullPointerException e) {
      LOG.log(Level.DEBUG, "A passkey was refused", e);
      return Optional.empty();
    }
  }
}

package io.platen.protocol.problem;

import java.util.Arrays;
import java.util.Optional;

/** The registered problem types; their URNs are {@code urn:platen:problem:<name>}. */
public enum ProblemType {
  MALFORMED(400, "The document is not well-formed XML", false),
  CONSTRUCT_FORBIDDEN(400, "The document uses a construct that the protocol forbids", false),
  SCHEMA_VIOLATION(400, "The document does not follow its schema", false),
  VERSION_UNKNOWN(400, "The document's version is not known here", false),
  MUST_UNDERSTAND(400, "The document demands something that is not known here", false),
  CERTIFICATE_UNKNOWN(403, "The certificate belongs to no device of this server", false),
  DEVICE_INACTIVE(403, "The device is not active", false),
  CERTIFICATE_STRIPPED(403, "The device's certificate did not arrive with the request", true),
  DEVICE_MISMATCH(403, "The document names another device than the certificate", false),
  CODE_REFUSED(401, "The activation code is not good here", false),
  ENROLMENT_REJECTED(403, "A person has rejected the key of this device", false),
  REQUEST_REFUSED(400, "The request for a certificate is not acceptable", false),
  CODE_USED(409, "The activation code was used by another key", false),
  CODE_EXPIRED(410, "The activation code has expired", false),
  NOT_FOUND(404, "There is nothing here", false),
  METHOD_NOT_ALLOWED(405, "The method does not fit here", false),
  NOT_ACCEPTABLE(406, "The answer exists in no form that was asked for", false),
  BASE_UNKNOWN(409, "The report that the delta builds on is not known; send a full one", false),
  SEQUENCE_REUSED(422, "The sequence was used before with another body", false),
  TOO_LARGE(413, "The body is larger than the limit", false),
  UNSUPPORTED_MEDIA_TYPE(415, "The media type or encoding is not supported", false),
  SEALING_REQUIRED(415, "The report is not sealed, and this server takes sealed ones only", false),
  SEAL_MALFORMED(400, "The envelope is not of the form that chapter SEA asks for", false),
  SEAL_BROKEN(400, "The envelope was changed after it was sealed", false),
  SEALING_KEY_UNKNOWN(422, "The envelope is for a sealing key that is not here", false),
  SIGNATURE_INVALID(403, "The envelope is not signed by the device that sends it", false),
  WRONG_AUDIENCE(403, "The envelope is for another server", false),
  TOO_MANY_REQUESTS(429, "Too many requests", true),
  INTERNAL(500, "The server failed", true),
  UNAVAILABLE(503, "The server cannot store now", true);

  private static final String PREFIX = "urn:platen:problem:";

  private final int status;
  private final String title;
  private final boolean retryable;

  ProblemType(int status, String title, boolean retryable) {
    this.status = status;
    this.title = title;
    this.retryable = retryable;
  }

  /** The type of a URN, empty where it is not registered. */
  public static Optional<ProblemType> find(String urn) {
    return Arrays.stream(values()).filter(type -> type.urn().equals(urn)).findFirst();
  }

  public String urn() {
    return PREFIX + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** The HTTP status that goes with it. */
  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** Whether the same request may succeed later. */
  public boolean isRetryable() {
    return retryable;
  }
}

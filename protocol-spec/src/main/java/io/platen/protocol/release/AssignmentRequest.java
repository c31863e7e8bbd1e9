package io.platen.protocol.release;

/**
 * A device asks what it shall install (chapter UPD, "The assignment").
 *
 * @param repository the OEM whose releases it takes, e.g. {@code acme}
 * @param hardware its model, in the OEM's own name for it
 */
public record AssignmentRequest(Nonce nonce, String repository, String hardware, int revision) {}

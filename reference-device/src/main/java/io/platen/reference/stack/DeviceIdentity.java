package io.platen.reference.stack;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.UUID;

/** A device's certificate with its key; the certificate's common name is the device's id. */
public record DeviceIdentity(UUID device, X509Certificate certificate, PrivateKey key) {}

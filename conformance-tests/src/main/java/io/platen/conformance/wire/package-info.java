/**
 * HTTP/1.1 over TLS as the tests need it: every byte is the suite's own, so that a broken message
 * is sent as it stands and a refused handshake is told from a silent peer. Start with {@link
 * io.platen.conformance.wire.HttpsClient}.
 */
@NullMarked
package io.platen.conformance.wire;

import org.jspecify.annotations.NullMarked;

/**
 * Documents as bytes and back: the only place that knows the JAXB bindings. Start with {@link
 * io.platen.protocol.codec.ReportCodec}.
 */
@NullMarked
package io.platen.protocol.codec;

import org.jspecify.annotations.NullMarked;

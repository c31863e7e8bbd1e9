/**
 * Printer profiles: what is known of one maker's printers, as data (printer-profile.xsd). Read
 * ProfileCodec first.
 */
@NullMarked
package io.platen.protocol.profile;

import org.jspecify.annotations.NullMarked;

/**
 * Printer profiles that the tenants' devices are told to read by (chapter SYN). Start with
 * PrinterProfiles.
 */
@NullMarked
package io.platen.server.profile.control;

import org.jspecify.annotations.NullMarked;

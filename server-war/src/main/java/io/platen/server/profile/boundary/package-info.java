/** Printer profiles over the REST API. Start with PrinterProfilesResource. */
@NullMarked
package io.platen.server.profile.boundary;

import org.jspecify.annotations.NullMarked;

/**
 * Opens sealed reports (chapter SEA), and keeps the keys for that: encrypted, outside the database.
 * Read {@link io.platen.server.sealing.SealedReports} first.
 */
@NullMarked
package io.platen.server.sealing;

import org.jspecify.annotations.NullMarked;

/** Stores reports; start with {@link io.platen.server.ingest.control.Ingest}. */
@NullMarked
package io.platen.server.ingest.control;

import org.jspecify.annotations.NullMarked;

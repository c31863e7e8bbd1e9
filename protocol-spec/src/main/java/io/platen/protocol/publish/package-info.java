/**
 * What a maker publishes, and whether all of it is there (chapter UPD, "What a server serves"): for
 * the release desk and for servers; start with {@link io.platen.protocol.publish.PublicationCheck}.
 */
@NullMarked
package io.platen.protocol.publish;

import org.jspecify.annotations.NullMarked;

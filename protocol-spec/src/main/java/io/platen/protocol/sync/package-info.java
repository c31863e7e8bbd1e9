/**
 * What a download host tells one device (chapter SYN). {@link io.platen.protocol.sync.SyncDocument}
 * is the document as a record.
 */
@NullMarked
package io.platen.protocol.sync;

import org.jspecify.annotations.NullMarked;

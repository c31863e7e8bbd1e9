/**
 * The engine of updates driven by TUF's own JSON: a codec, a repository that tests change at will,
 * and the client that the public suite theupdateframework/tuf-conformance can run.
 */
@NullMarked
package io.platen.protocol.update.tuf;

import org.jspecify.annotations.NullMarked;

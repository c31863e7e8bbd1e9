/**
 * How the content of an update travels (chapter UPD, "Content"): chunks, the list of them, packs
 * and pair packs; to make them ({@code PackMaker}, {@code PairMaker}) and to read them. Read {@link
 * io.platen.protocol.content.ChunkList} first.
 */
@NullMarked
package io.platen.protocol.content;

import org.jspecify.annotations.NullMarked;

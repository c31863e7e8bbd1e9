/** JSON (RFC 8259) as maps, lists and words, for results and for what adapters answer. */
@NullMarked
package io.platen.conformance.json;

import org.jspecify.annotations.NullMarked;
